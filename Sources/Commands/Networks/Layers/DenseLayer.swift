import DeepCompression
import Language

/// `dense [NAME] OUTPUTS`
struct DenseLayer: ChainedLayer {
  var head = LayerHead()
  var outputs: PositiveInt = 1
  var hasNoBias = false

  static let signature = Signature<DenseLayer>.layer(
    "dense", "Connect every input with every output.", chapter: LayerChapter.weights,
    discussion: "Images are made vectors before, by a `flatten` of their own.",
    [
      .positional(\.outputs, "outputs", "number of outputs"),
      .flag(\.hasNoBias, "no-bias", "add nothing to the sums"),
    ], example: "input 1x28x28; dense ip1 300; relu; dense ip2 10", shows: "two dense layers")

  static let takesVectors = true

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try Dense(inputs: input.count, outputs: outputs.value, bias: !hasNoBias)
  }
}
