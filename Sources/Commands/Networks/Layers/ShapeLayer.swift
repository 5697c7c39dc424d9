import DeepCompression
import Language

/// `reshape [NAME] SHAPE`
struct ReshapeLayer: ChainedLayer {
  var head = LayerHead()
  var shape = ShapeArgument()

  static let signature = Signature<ReshapeLayer>.layer(
    "reshape", "Give the same values other extents.", chapter: LayerChapter.shapes,
    [.positional(\.shape, "shape", "the extents, such as 16x5x5")],
    example: "input 784; reshape 1x28x28; conv 4 3", shows: "a vector that is an image")

  func operation(for input: Shape) throws(NetworkError) -> any Operation { Reshape(shape.shape) }
}

/// `transpose [NAME] ORDER`
struct TransposeLayer: ChainedLayer {
  var head = LayerHead()
  var order: [Int] = []

  static let signature = Signature<TransposeLayer>.layer(
    "transpose", "Put the axes in another order.", chapter: LayerChapter.shapes,
    [.positional(\.order, "order", "the axes, from 0, such as 1,2,0")],
    example: "input 28x28x1; transpose 2,0,1", shows: "channels first")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try Transpose(permutation: order)
  }
}

/// `pad [NAME] [PIXELS]`
struct PadLayer: ChainedLayer {
  var head = LayerHead()
  var pixels: SidesArgument?
  var before: [Int] = []
  var after: [Int] = []

  static let signature = Signature<PadLayer>.layer(
    "pad", "Put zeros around the values.", chapter: LayerChapter.shapes,
    [
      .positional(\.pixels, "pixels", "zeros around an image"),
      .option(\.before, "before", "zeros before the values, for each axis", in: 0...65_536),
      .option(\.after, "after", "zeros behind the values, for each axis", in: 0...65_536),
    ], example: "input 3x8x8; pad 1x2; pad --before 1,0,0 --after 1,0,0",
    shows: "rows and columns, then channels of zeros")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    guard let pixels else {
      guard !before.isEmpty || !after.isEmpty else {
        throw NetworkError("needs a number of pixels, or --before and --after")
      }
      let none = Array(repeating: 0, count: input.rank)
      return try Pad(before: before.isEmpty ? none : before, after: after.isEmpty ? none : after)
    }
    guard before.isEmpty, after.isEmpty else {
      throw NetworkError("takes a number of pixels, or --before and --after")
    }
    _ = try input.image()
    let sides = pixels.padding
    return try Pad(before: [0, sides.top, sides.left], after: [0, sides.bottom, sides.right])
  }
}

/// How `upsample` finds the values between pixels.
enum UpsampleMethod: String, ArgumentEnum {
  case nearest
  case bilinear
}

/// `upsample [NAME] FACTOR`
struct UpsampleLayer: ChainedLayer {
  var head = LayerHead()
  var factor = ExtentArgument(2)
  var method = UpsampleMethod.nearest

  static let signature = Signature<UpsampleLayer>.layer(
    "upsample", "Make an image larger.", chapter: LayerChapter.shapes,
    [
      .positional(\.factor, "factor", "how many times larger, for height and width"),
      .option(\.method, "method", "repeat the nearest pixel, or interpolate"),
    ], example: "input 3x8x8; upsample 2 --method bilinear", shows: "an image of twice the size")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    switch method {
    case .nearest: try Upsample(factor: factor.extent, method: .nearest)
    case .bilinear: try Upsample(factor: factor.extent, method: .bilinear)
    }
  }
}
