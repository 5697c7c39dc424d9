import DeepCompression
import Language

/// What surrounds an image under a window: pixels, or `same` for so many that the stride alone
/// makes the image smaller.
enum PaddingArgument: ArgumentValue {
  case sides(Padding2)
  case same

  init(argument: Value) throws(ArgumentError) {
    if case .string("same") = argument {
      self = .same
    } else {
      self = .sides(try SidesArgument(argument: argument).padding)
    }
  }

  static let typeName = SidesArgument.typeName + ", or same"
  static let placeholder = "PIXELS|same"
  static let candidates = ["same"]

  var canonicalText: String {
    switch self {
    case .sides(let padding): SidesArgument(padding).canonicalText
    case .same: "same"
    }
  }

  /// The padding of a window that moves over an image.
  ///
  /// With `same` the result has the image's extents divided by the stride, rounded up; what is
  /// odd comes below and on the right, as in TensorFlow.
  func padding(
    kernel: Extent2, stride: Extent2, dilation: Extent2 = 1, image: Extent2
  ) -> Padding2 {
    switch self {
    case .sides(let padding): return padding
    case .same:
      let rows = PaddingArgument.total(
        kernel.height, stride.height, dilation.height, image.height)
      let columns = PaddingArgument.total(kernel.width, stride.width, dilation.width, image.width)
      return Padding2(
        top: rows / 2, left: columns / 2, bottom: rows - rows / 2, right: columns - columns / 2)
    }
  }

  /// Kernel, stride and dilation are at most `ExtentArgument.largest`: nothing overflows.
  private static func total(_ kernel: Int, _ stride: Int, _ dilation: Int, _ extent: Int) -> Int {
    let left = extent % stride == 0 ? stride : extent % stride
    return max(0, (kernel - 1) * dilation + 1 - left)
  }
}
