import Networks
import Testing

@Suite struct VGG16Tests {
  @Test func isConfigurationD() throws {
    // 15.47 billion multiply-adds, as torchvision has it.
    let graph = try PublishedNetwork(
      name: "vgg-16", input: [3, 224, 224], classes: 1000, parameters: 138_357_544,
      multiplyAdds: 1.547e10
    ).expect()
    #expect(graph.names(ofKind: "conv").count == 13)
    #expect(graph.names(ofKind: "dense") == ["fc6", "fc7", "fc8"])
    #expect(graph.names(ofKind: "conv").suffix(3) == ["conv5_1", "conv5_2", "conv5_3"])
    #expect(try graph.dimensions(of: "pool5") == [512, 7, 7])
    #expect(try graph.inputNames(of: "fc6") == ["flatten"])
  }
}
