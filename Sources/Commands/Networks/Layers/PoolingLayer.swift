import DeepCompression
import Language

/// `maxpool [NAME] KERNEL`
struct MaxPoolLayer: PoolingLayer {
  var head = LayerHead()
  var pooling = PoolingArguments()

  static let signature = Signature<MaxPoolLayer>.layer(
    "maxpool", "Take the largest value under a window.", chapter: LayerChapter.pooling,
    poolingParameters, example: "input 3x32x32; conv 16 5; maxpool 3 --stride 2 --ceil",
    shows: "windows that overlap, as Caffe has them")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    MaxPool(try pooling.window(over: input))
  }
}

/// `avgpool [NAME] KERNEL`
struct AveragePoolLayer: PoolingLayer {
  var head = LayerHead()
  var pooling = PoolingArguments()
  var countsPadding = false

  static let signature = Signature<AveragePoolLayer>.layer(
    "avgpool", "Take the mean of the values under a window.", chapter: LayerChapter.pooling,
    poolingParameters + [
      .flag(\.countsPadding, "count-padding", "count what surrounds the image as zeros, as Caffe")
    ], example: "input 3x32x32; avgpool 2", shows: "an image of half the size")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    AveragePool(try pooling.window(over: input), countsPadding: countsPadding)
  }
}

/// The arguments that pooling layers share.
struct PoolingArguments: Sendable, Equatable {
  var kernel = ExtentArgument(1)
  var stride: ExtentArgument?
  var padding = PaddingArgument.sides(.none)
  var roundsUp = false

  func window(over input: Shape) throws(NetworkError) -> PoolingWindow {
    let extent = try input.image().extent
    let stride = stride?.extent ?? kernel.extent
    return try PoolingWindow(
      kernel: kernel.extent, stride: stride,
      padding: padding.padding(kernel: kernel.extent, stride: stride, image: extent),
      rounding: roundsUp ? .ceil : .floor)
  }
}

/// A layer that makes images smaller.
protocol PoolingLayer: ChainedLayer {
  var pooling: PoolingArguments { get set }
}

extension PoolingLayer {
  static var poolingParameters: [Parameter<Self>] {
    [
      .positional(\.pooling.kernel, "kernel", "height and width of the window"),
      .option(\.pooling.stride, "stride", "pixels by which the window moves; else its own size"),
      .option(\.pooling.padding, "pad", "what surrounds the image"),
      .flag(\.pooling.roundsUp, "ceil", "give pixels left over at the end a window of their own"),
    ]
  }
}
