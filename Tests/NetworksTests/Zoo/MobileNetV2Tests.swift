import Networks
import Testing

@Suite struct MobileNetV2Tests {
  private func graph() throws -> Graph {
    // 300 million multiply-adds: table 4 of the paper.
    try PublishedNetwork(
      name: "mobilenet-v2", input: [3, 224, 224], classes: 1000, parameters: 3_504_872,
      multiplyAdds: 3e8
    ).expect()
  }

  @Test func isTheNetworkOfTorchvision() throws {
    let graph = try graph()
    #expect(graph.names(ofKind: "conv").count == 52)
    #expect(try graph.dimensions(of: "features/17/conv/3") == [320, 7, 7])
    #expect(try graph.dimensions(of: "features/18/2") == [1280, 7, 7])
    #expect((try graph.node("classifier/0").operation as? Dropout)?.rate == 0.2)
    // The first block is not widened, so its parts move up.
    #expect(try graph.dimensions(of: "features/1/conv/1") == [16, 112, 112])
    #expect(try graph.dimensions(of: "features/2/conv/0/0") == [96, 112, 112])
    #expect(try graph.dimensions(of: "features/2/conv/2") == [24, 56, 56])
  }

  @Test func onlyBlocksThatKeepExtentsAddTheirInput() throws {
    let graph = try graph()
    let blocks = [3, 5, 6, 8, 9, 10, 12, 13, 15, 16]
    #expect(graph.names(ofKind: "add") == blocks.map { "features/\($0)/add" })
    #expect(
      try graph.inputNames(of: "features/3/add") == ["features/2/conv/3", "features/3/conv/3"])
    #expect(
      try graph.inputNames(of: "features/6/add") == ["features/5/add", "features/6/conv/3"])
    // No rectifier follows the narrow end.
    #expect(try graph.inputNames(of: "features/3/conv/0/0") == ["features/2/conv/3"])
  }
}
