import Networks
import Testing

@Suite struct ResNet18Tests {
  @Test func isTheNetworkOfTorchvision() throws {
    // 1.814 billion multiply-adds, as torchvision has it.
    let graph = try PublishedNetwork(
      name: "resnet-18", input: [3, 224, 224], classes: 1000, parameters: 11_689_512,
      multiplyAdds: 1.814e9
    ).expect()
    // 17 and three projections.
    #expect(graph.names(ofKind: "conv").count == 20)
    #expect(try graph.dimensions(of: "maxpool") == [64, 56, 56])
    #expect(try graph.dimensions(of: "layer4/1/relu") == [512, 7, 7])
    #expect(graph.nodes.last?.name == "fc")
  }
}
