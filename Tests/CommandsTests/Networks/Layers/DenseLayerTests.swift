import DeepCompression
import Testing

@Suite struct DenseLayerTests {
  @Test func inputsFollowFromTheShape() throws {
    let dense: Dense = try NetworkScripts.last("input 7; dense 5")
    #expect(dense == (try Dense(inputs: 7, outputs: 5)))
    let plain: Dense = try NetworkScripts.last("input 7; dense fc 5 --no-bias")
    #expect(plain == (try Dense(inputs: 7, outputs: 5, bias: false)))
  }

  @Test func imagesAreFlattened() throws {
    let graph = try NetworkScripts.network(
      "input 2x3x4; dense a 5; dense b 6 --from input; flatten; dense 7"
    ).graph
    #expect(graph.nodes.map(\.name) == ["flatten1", "a", "flatten2", "b", "flatten3", "dense3"])
    #expect(graph.nodes[1].inputs == [.node(0)] && graph.nodes[2].inputs == [.input])
    #expect((graph.nodes[3].operation as? Dense)?.inputs == 24)
  }

  @Test(arguments: [
    ("dense", "dense needs OUTPUTS: number of outputs"),
    ("dense 0", "OUTPUTS takes a whole number of at least 1, not `0`"),
    ("dense 9223372036854775807", "dense: "), ("dense 1000000000", "dense: "),
    ("dense 200000000", "dense: the network would have too many parameters"),
  ])
  func whatIsRefused(layer: String, message: String) {
    let messages = NetworkScripts.messages("input 10; \(layer)")
    #expect(messages.count == 1 && messages[0].hasPrefix(message), "\(messages)")
  }
}
