import Language

/// `input SHAPE`: what a network takes. It is no layer, but stands where layers do.
struct InputLayer: CommandArguments {
  var shape = ShapeArgument()

  static let signature = Signature<InputLayer>(
    "input", "Say what an example looks like; this comes first.", chapter: LayerChapter.input,
    [.positional(\.shape, "shape", "channels, height and width of an image, or a vector's length")],
    examples: [
      Example("network my-net { input 784; dense 10 }", shows: "a network for vectors"),
      Example("network my-net { input 1x28x28; dense 10 }", shows: "the same for grey images"),
    ])
}
