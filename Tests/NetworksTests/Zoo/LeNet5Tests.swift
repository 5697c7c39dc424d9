import Networks
import Tensors
import Testing

@Suite struct LeNet5Tests {
  private static let published = PublishedNetwork(
    name: "lenet-5", input: [1, 28, 28], classes: 10, parameters: 431_080, multiplyAdds: 2_293_000)

  @Test func hasTheLayersOfCaffe() throws {
    let graph = try Self.published.expect()
    #expect(
      graph.nodes.map(\.name) == [
        "conv1", "pool1", "conv2", "pool2", "flatten", "ip1", "relu1", "ip2",
      ])
    let weights = graph.nodes.flatMap { $0.parameters }.filter { $0.slot.role == .weight }
    // Table 3 of the paper.
    #expect(weights.map(\.slot.shape.count) == [500, 25_000, 400_000, 5_000])
  }

  @Test func computes() throws {
    let graph = try Self.published.expect()
    var random = RandomSource(seed: 1)
    let model = Model(name: "lenet-5", graph: graph, drawnFrom: &random)
    #expect(model.parameterCount == 431_080)
    let x = Tensor(drawn: try graph.inputShape.batched(1), from: &random)
    let y = try ReferenceExecutor(graph).output(x, parameters: model.parameters)
    #expect(y.shape.dimensions == [1, 10])
    #expect(y.nonFiniteCount == 0 && y.nonzeroCount == 10)
  }
}
