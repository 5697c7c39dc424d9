import Networks
import Testing

@Suite struct SqueezeNet10Tests {
  @Test func isTheNetworkOfTheAuthors() throws {
    // 1.72 billion operations, as the authors count: two for a multiply-add.
    let graph = try PublishedNetwork(
      name: "squeezenet-1.0", input: [3, 227, 227], classes: 1000, parameters: 1_248_424,
      multiplyAdds: 8.6e8
    ).expect()
    #expect(graph.names(ofKind: "conv").count == 26)
    #expect(try graph.dimensions(of: "conv1") == [96, 111, 111])
    let pools = graph.names(ofKind: "maxpool")
    #expect(pools == ["pool1", "pool4", "pool8"])
    #expect(try pools.map { try graph.dimensions(of: $0)[2] } == [55, 27, 13])
    #expect(try graph.dimensions(of: "fire9/concat")[0] == 512)
    #expect(try graph.dimensions(of: "conv10") == [1000, 15, 15])
    #expect((try graph.node("drop9").operation as? Dropout)?.rate == 0.5)
  }
}
