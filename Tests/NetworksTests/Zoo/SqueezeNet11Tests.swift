import Networks
import Tensors
import Testing

@Suite struct SqueezeNet11Tests {
  @Test func isTheNetworkOfTheAuthors() throws {
    // The authors' 0.72 billion operations leave out pixels that Caffe's pooling, which rounds up,
    // keeps: this is the sum over the layers of their file.
    let graph = try PublishedNetwork(
      name: "squeezenet-1.1", input: [3, 227, 227], classes: 1000, parameters: 1_235_496,
      multiplyAdds: 387_747_520
    ).expect()
    #expect(graph.names(ofKind: "conv").count == 26)
    #expect(try graph.dimensions(of: "conv1") == [64, 113, 113])
    let pools = graph.names(ofKind: "maxpool")
    #expect(pools == ["pool1", "pool3", "pool5"])
    #expect(try pools.map { try graph.dimensions(of: $0)[2] } == [56, 28, 14])
    #expect(try graph.dimensions(of: "fire9/concat")[0] == 512)
    #expect(try graph.dimensions(of: "conv10") == [1000, 14, 14])
    #expect((try graph.node("drop9").operation as? Dropout)?.rate == 0.5)
  }

  @Test func costsWhatIsPublishedAtAnotherSize() throws {
    // At 224×224, where nothing is rounded, torchvision has 0.349 billion multiply-adds.
    var smaller = Graph(inputShape: try Shape([3, 224, 224]))
    for node in try #require(Zoo.entry(named: "squeezenet-1.1")).graph().nodes {
      try smaller.add(node.name, node.operation, inputs: node.inputs)
    }
    #expect(abs(Double(smaller.multiplyAdds) / 3.49e8 - 1) <= 0.02)
  }
}
