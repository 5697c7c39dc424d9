import DeepCompression
import Language

/// `conv [NAME] OUTPUTS KERNEL`
struct ConvolutionLayer: ChainedLayer {
  var head = LayerHead()
  var outputs: PositiveInt = 1
  var window = ConvolutionWindow()
  var groups: PositiveInt = 1

  static let signature = Signature<ConvolutionLayer>.layer(
    "conv", "Convolve an image with kernels.", chapter: LayerChapter.weights,
    [.positional(\.outputs, "outputs", "number of output channels")] + windowParameters + [
      .option(\.groups, "groups", "parts into which the channels are divided")
    ], example: "input 3x32x32; conv c1 16 5x5 --pad same; relu; conv 32 3 --stride 2",
    shows: "two convolutions")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try window.convolution(of: input, outputs: outputs.value, groups: groups.value)
  }
}

/// `depthwise [NAME] KERNEL`
struct DepthwiseLayer: ChainedLayer {
  var head = LayerHead()
  var window = ConvolutionWindow()
  var multiplier: PositiveInt = 1

  static let signature = Signature<DepthwiseLayer>.layer(
    "depthwise", "Convolve each channel of an image with kernels of its own.",
    chapter: LayerChapter.weights,
    discussion: "The same as `conv` with as many groups as there are channels.",
    windowParameters + [
      .option(\.multiplier, "multiplier", "output channels for each input channel")
    ], example: "input 3x32x32; depthwise 3 --pad 1; conv 16 1",
    shows: "a convolution in two steps")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    let channels = try input.image().channels
    let outputs: Int
    do {
      outputs = try Shape([channels, multiplier.value]).count
    } catch {
      throw NetworkError(error.message)
    }
    return try window.convolution(of: input, outputs: outputs, groups: channels)
  }
}

/// The arguments that `conv` and `depthwise` share.
struct ConvolutionWindow: Sendable, Equatable {
  var kernel = ExtentArgument(1)
  var stride = ExtentArgument(1)
  var padding = PaddingArgument.sides(.none)
  var dilation = ExtentArgument(1)
  var hasNoBias = false

  func convolution(
    of input: Shape, outputs: Int, groups: Int
  ) throws(NetworkError) -> any Operation {
    let (channels, extent) = try input.image()
    return try Convolution(
      inputs: channels, outputs: outputs, kernel: kernel.extent, stride: stride.extent,
      padding: padding.padding(
        kernel: kernel.extent, stride: stride.extent, dilation: dilation.extent, image: extent),
      dilation: dilation.extent, groups: groups, bias: !hasNoBias)
  }
}

/// A layer with a window of weights.
protocol WindowedLayer: ChainedLayer {
  var window: ConvolutionWindow { get set }
}

extension ConvolutionLayer: WindowedLayer {}
extension DepthwiseLayer: WindowedLayer {}

extension WindowedLayer {
  static var windowParameters: [Parameter<Self>] {
    [
      .positional(\.window.kernel, "kernel", "height and width of the kernels"),
      .option(\.window.stride, "stride", "pixels by which the kernels move"),
      .option(\.window.padding, "pad", "zeros around the image"),
      .option(\.window.dilation, "dilation", "pixels between neighbours in a kernel"),
      .flag(\.window.hasNoBias, "no-bias", "add nothing to the sums"),
    ]
  }
}
