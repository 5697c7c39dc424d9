import Networks
import Tensors
import Testing

@Suite struct ResNet20Tests {
  @Test func isTheNetworkOfThePaper() throws {
    // Multiply-adds as in He et al., 2018 (soft filter pruning).
    let graph = try PublishedNetwork(
      name: "resnet-20", input: [3, 32, 32], classes: 10, parameters: 269_722,
      multiplyAdds: 4.06e7
    ).expect()
    // 19 convolutions and a fully connected layer make 20.
    #expect(graph.names(ofKind: "conv").count == 19)
    #expect(graph.names(ofKind: "dense") == ["linear"])
    #expect(graph.names(ofKind: "batchnorm").count == 19)
    #expect(graph.names(ofKind: "add").count == 9)
    // Option A: only two blocks change extents, and nothing of it is trained.
    #expect(graph.names(ofKind: "pad") == ["layer2/0/shortcut/1", "layer3/0/shortcut/1"])
    #expect(try graph.dimensions(of: "layer1/2/relu") == [16, 32, 32])
    #expect(try graph.dimensions(of: "layer2/2/relu") == [32, 16, 16])
    #expect(try graph.dimensions(of: "layer3/2/relu") == [64, 8, 8])
  }

  @Test func computes() throws {
    let graph = try #require(Zoo.entry(named: "resnet-20")).graph()
    var random = RandomSource(seed: 1)
    let model = Model(name: "resnet-20", graph: graph, drawnFrom: &random)
    let x = Tensor(drawn: try graph.inputShape.batched(1), from: &random)
    let y = try ReferenceExecutor(graph).output(x, parameters: model.parameters)
    #expect(y.shape.dimensions == [1, 10])
    #expect(y.nonFiniteCount == 0 && y.nonzeroCount == 10)
  }
}
