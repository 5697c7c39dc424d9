import Networks
import Testing

/// The builder itself is seen in what it builds.
@Suite struct NetworkBuilderTests {
  @Test func layersTakeWhatTheOneBeforeGives() throws {
    let graph = try #require(Zoo.entry(named: "vgg-16")).graph()
    for (before, node) in zip(graph.nodes, graph.nodes.dropFirst()) {
      #expect(try graph.inputNames(of: node.name) == [before.name])
    }
    #expect(graph.nodes.first?.inputs == [.input])
  }

  @Test func channelsAreThoseOfTheInput() throws {
    let graph = try #require(Zoo.entry(named: "alexnet")).graph()
    let inputs = graph.nodes.compactMap { ($0.operation as? Convolution)?.inputs }
    #expect(inputs == [3, 96, 256, 384, 384])
    #expect((try graph.node("fc6").operation as? Dense)?.inputs == 9216)
  }
}
