import Networks
import Testing

@Suite struct AlexNetTests {
  @Test func isTheNetworkOfCaffe() throws {
    // 724 million multiply-adds: convolutions 666, fully connected layers 58.6.
    let graph = try PublishedNetwork(
      name: "alexnet", input: [3, 227, 227], classes: 1000, parameters: 60_965_224,
      multiplyAdds: 7.24e8
    ).expect()
    #expect(
      graph.nodes.prefix(8).map(\.name) == [
        "conv1", "relu1", "norm1", "pool1", "conv2", "relu2", "norm2", "pool2",
      ])
    #expect(try graph.dimensions(of: "conv1") == [96, 55, 55])
    #expect(try graph.dimensions(of: "pool1") == [96, 27, 27])
    #expect(try graph.dimensions(of: "pool2") == [256, 13, 13])
    #expect(try graph.dimensions(of: "pool5") == [256, 6, 6])
    let groups = graph.nodes.compactMap { ($0.operation as? Convolution)?.groups }
    #expect(groups == [1, 2, 1, 2, 2])
    for name in ["drop6", "drop7"] {
      #expect((try graph.node(name).operation as? Dropout)?.rate == 0.5)
    }
    for name in ["norm1", "norm2"] {
      let norm = try #require(try graph.node(name).operation as? LocalResponseNorm)
      #expect(norm.size == 5 && norm.alpha == 1e-4 && norm.beta == 0.75 && norm.k == 1)
      #expect(norm.acrossChannels)
    }
  }
}
