import DeepCompression
import Language

/// `batchnorm [NAME]`
struct BatchNormLayer: ChainedLayer {
  var head = LayerHead()
  var epsilon = 1e-5
  var momentum = 0.1

  static let signature = Signature<BatchNormLayer>.layer(
    "batchnorm", "Give each channel mean 0 and variance 1, then scale and shift it.",
    chapter: LayerChapter.normalization,
    [
      .option(\.epsilon, "epsilon", "what is added to the variance", in: 1e-12...1.0),
      .option(
        \.momentum, "momentum", "share of a minibatch in the running statistics", in: 0.0...1.0),
    ], example: "input 3x8x8; conv 16 3 --no-bias; batchnorm; relu",
    shows: "a convolution that is normalised")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try BatchNorm(channels: input.channels, epsilon: Float(epsilon), momentum: Float(momentum))
  }
}

/// `lrn [NAME] [SIZE]`
struct LocalResponseNormLayer: ChainedLayer {
  var head = LayerHead()
  var size: PositiveInt = 5
  var alpha = 1e-4
  var beta = 0.75
  var k = 1.0
  var isWithin = false

  static let signature = Signature<LocalResponseNormLayer>.layer(
    "lrn", "Divide each value by the strength of its neighbours.",
    chapter: LayerChapter.normalization,
    discussion: "y = x / (k + alpha / n Σ x²)^beta, over n neighbours (Krizhevsky et al., 2012).",
    [
      .positional(\.size, "size", "odd number of neighbours, itself included", required: false),
      .option(\.alpha, "alpha", "weight of the neighbours", in: 0.0...1e6),
      .option(\.beta, "beta", "the exponent", in: 0.0...100.0),
      .option(\.k, "k", "what is added to the sum", in: 1e-6...1e6),
      .flag(\.isWithin, "within", "neighbours in the same channel, not in neighbouring ones"),
    ], example: "input 3x8x8; conv 16 3; lrn 5 --alpha 1e-4 --beta 0.75",
    shows: "what AlexNet has after its first layers")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try LocalResponseNorm(
      size: size.value, alpha: Float(alpha), beta: Float(beta), k: Float(k),
      acrossChannels: !isWithin)
  }
}

/// `dropout [NAME] RATE`
struct DropoutLayer: ChainedLayer {
  var head = LayerHead()
  var rate: Fraction = 0.5

  static let signature = Signature<DropoutLayer>.layer(
    "dropout", "Make some values 0 while training.", chapter: LayerChapter.normalization,
    [.positional(\.rate, "rate", "share of values that are dropped", in: 0.0..<1.0)],
    example: "input 16; dense 32; relu; dropout 50%; dense 10", shows: "a layer in its usual place")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try Dropout(rate: Float(rate.value))
  }
}
