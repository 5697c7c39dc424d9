import Tensors

/// What convolutions and pooling share: a window that slides over a padded image.
///
/// All numbers are bounded, so that sums and products of them and of an image's extents cannot
/// overflow.
struct SlidingWindow: Hashable, Sendable {
  /// The largest kernel, stride, padding or dilation.
  static let limit = 1 << 16

  /// Extents of the window, in taps.
  let kernel: Extent2
  /// How far it moves.
  let stride: Extent2
  /// What surrounds the image.
  let padding: Padding2
  /// From one tap to the next.
  let dilation: Extent2

  /// A window.
  /// - Throws: `NetworkError` if a number is out of range.
  init(
    kernel: Extent2, stride: Extent2, padding: Padding2, dilation: Extent2 = 1, of kind: String
  ) throws(NetworkError) {
    let range = 1...SlidingWindow.limit
    for (what, extent) in [("kernel", kernel), ("stride", stride), ("dilation", dilation)] {
      guard extent.isWithin(range) else {
        throw NetworkError("a \(what) of \(extent) is not possible", at: kind)
      }
    }
    guard padding.isWithin(0...SlidingWindow.limit) else {
      throw NetworkError("a padding of \(padding) is not possible", at: kind)
    }
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// Extents of the window in pixels: with dilation there are gaps between its taps.
  var span: Extent2 {
    Extent2(
      height: dilation.height * (kernel.height - 1) + 1,
      width: dilation.width * (kernel.width - 1) + 1)
  }

  /// Number of places that the window takes over an image.
  /// - Throws: `NetworkError` if it does not fit in anywhere.
  func outputExtent(for image: Extent2, rounding: Rounding) throws(NetworkError) -> Extent2 {
    let height = SlidingWindow.places(
      image.height, span.height, stride.height, padding.top, padding.bottom, rounding)
    let width = SlidingWindow.places(
      image.width, span.width, stride.width, padding.left, padding.right, rounding)
    guard height >= 1, width >= 1 else {
      throw NetworkError("a window of \(span) does not fit into \(image) padded by \(padding)")
    }
    return Extent2(height: height, width: width)
  }

  /// Number of places along one axis; below 1 if there are none.
  private static func places(
    _ image: Int, _ span: Int, _ stride: Int, _ before: Int, _ after: Int, _ rounding: Rounding
  ) -> Int {
    let room = image + before + after - span
    switch rounding {
    case .floor:
      return room < 0 ? 0 : room / stride + 1
    case .ceil:
      // Division truncates, which rounds negative numbers up.
      let places = (room > 0 ? (room + stride - 1) / stride : room / stride) + 1
      // A last window that would see nothing but padding at the end is dropped.
      return (places - 1) * stride >= image + before ? places - 1 : places
    }
  }

  /// The pixels that a window at one place sees: rows and columns of the image, in order, with the
  /// tap that each falls on.
  func taps(
    at place: Int, of image: Int, along axis: KeyPath<Extent2, Int>, before: Int
  ) -> [(tap: Int, pixel: Int)] {
    let first = place * stride[keyPath: axis] - before
    return (0..<kernel[keyPath: axis]).compactMap { tap in
      let pixel = first + tap * dilation[keyPath: axis]
      return pixel >= 0 && pixel < image ? (tap, pixel) : nil
    }
  }
}
