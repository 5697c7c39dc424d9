import DeepCompression
import Testing

@Suite struct PlainLayerTests {
  @Test(arguments: [
    "globalavgpool", "globalmaxpool", "relu", "relu6", "sigmoid", "tanh", "softmax", "silu",
    "hardswish", "flatten",
  ])
  func theWordIsTheOperation(word: String) throws {
    let node = try #require(
      try NetworkScripts.network("input 3x4x4; relu; \(word) a --from input").graph.nodes.last)
    #expect(type(of: node.operation).kind == word)
    #expect(node.name == "a" && node.inputs == [.input])
    let plain = try NetworkScripts.network("input 3x4x4; \(word)").graph
    #expect(plain.nodes.map(\.name) == [word == "relu6" ? "relu6-1" : "\(word)1"])
    #expect(try NetworkScripts.canonical("input 3x4x4; \(word) x") == "input 3x4x4; \(word) x")
  }

  @Test func globalPoolingIsForImages() {
    for word in ["globalavgpool", "globalmaxpool"] {
      let messages = NetworkScripts.messages("input 3; \(word)")
      #expect(messages.count == 1 && messages[0].hasPrefix("\(word): takes images"))
    }
  }
}
