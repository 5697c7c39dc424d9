import Networks
import Tensors
import Testing

@Suite struct LeNet300100Tests {
  @Test func hasTheLayersOfThePaper() throws {
    let entry = try #require(Zoo.entry(named: "lenet-300-100"))
    let graph = try entry.graph()
    #expect(graph.inputShape.dimensions == [1, 28, 28])
    #expect(graph.outputShape == .vector(10))
    #expect(graph.nodes.map(\.name) == ["flatten", "ip1", "relu1", "ip2", "relu2", "ip3"])
    #expect(graph.multiplyAdds == 266_200)
    var random = RandomSource(seed: 0)
    let model = Model(name: entry.name, graph: graph, drawnFrom: &random)
    #expect(model.parameterCount == 266_610)
    #expect(model.weightedLayers.map(\.name) == ["ip1", "ip2", "ip3"])
    #expect(model.weightedLayers.map(\.shape.count) == [235_200, 30_000, 1_000])
  }
}
