import Networks
import Testing

@Suite struct ResNet50Tests {
  @Test func isTheNetworkOfTorchvision() throws {
    // 4.089 billion multiply-adds, as torchvision has it.
    let graph = try PublishedNetwork(
      name: "resnet-50", input: [3, 224, 224], classes: 1000, parameters: 25_557_032,
      multiplyAdds: 4.089e9
    ).expect()
    // 49 and four projections.
    #expect(graph.names(ofKind: "conv").count == 53)
    #expect(try graph.dimensions(of: "layer1/0/relu") == [256, 56, 56])
    #expect(try graph.dimensions(of: "layer4/2/relu") == [2048, 7, 7])
    // The 3×3 halves the image, not the 1×1 before it.
    #expect(try graph.dimensions(of: "layer2/0/conv1") == [128, 56, 56])
    #expect(try graph.dimensions(of: "layer2/0/conv2") == [128, 28, 28])
  }
}
