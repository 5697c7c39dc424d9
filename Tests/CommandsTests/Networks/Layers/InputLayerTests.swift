import Testing

@Suite struct InputLayerTests {
  @Test(arguments: [
    ("relu; input 3", ["a network begins with its input", "the input comes first, and only once"]),
    ("input 3; input 3; relu", ["the input comes first, and only once"]),
    ("input", ["input needs SHAPE: channels, height and width of an image, or a vector's length"]),
    ("input 3", ["a network needs a layer"]),
    ("input 100000x100000; relu", ["an input of 100000×100000 is too large"]),
  ])
  func theInputComesFirst(block: String, messages: [String]) {
    #expect(Array(NetworkScripts.messages(block).prefix(messages.count)) == messages)
  }
}
