import DeepCompression
import Language

/// `prelu [NAME]`
struct PReLULayer: ChainedLayer {
  var head = LayerHead()
  var isShared = false

  static let signature = Signature<PReLULayer>.layer(
    "prelu", "Multiply negative values by a slope that is trained.",
    chapter: LayerChapter.activation,
    [.flag(\.isShared, "shared", "one slope for all channels instead of one for each")],
    example: "input 3x8x8; conv 4 3; prelu", shows: "four slopes")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try PReLU(channels: isShared ? 1 : input.channels)
  }
}

/// `leakyrelu [NAME]`
struct LeakyReLULayer: ChainedLayer {
  var head = LayerHead()
  var slope = 0.01

  static let signature = Signature<LeakyReLULayer>.layer(
    "leakyrelu", "Multiply negative values by a fixed slope.", chapter: LayerChapter.activation,
    [.option(\.slope, "slope", "what negative values are multiplied by", in: -100.0...100.0)],
    example: "input 16; leakyrelu --slope 0.1", shows: "a layer with a slope of its own")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try LeakyReLU(slope: Float(slope))
  }
}

/// Which function `gelu` computes.
enum GELUForm: String, ArgumentEnum {
  case erf
  case tanh
}

/// `gelu [NAME]`
struct GELULayer: ChainedLayer {
  var head = LayerHead()
  var form = GELUForm.erf

  static let signature = Signature<GELULayer>.layer(
    "gelu", "Take x Φ(x) of each value, Φ being the normal distribution.",
    chapter: LayerChapter.activation,
    [.option(\.form, "form", "exactly by the error function, or by a tanh that is near it")],
    example: "input 16; gelu --form tanh", shows: "the approximation")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    switch form {
    case .erf: GELU(form: .erf)
    case .tanh: GELU(form: .tanh)
    }
  }
}
