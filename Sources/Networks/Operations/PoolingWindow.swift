import Tensors

/// What happens to pixels at the end that are too few for one more step of a window.
public enum Rounding: String, Hashable, Sendable, CaseIterable {
  /// They are left out.
  case floor
  /// They get a window of their own, as in Caffe and with ONNX's `ceil_mode`; it is dropped if it
  /// would start beyond the image and its leading padding.
  case ceil
}

/// The window of a pooling layer and how it moves.
public struct PoolingWindow: Hashable, Sendable {
  /// Extents of the window, in pixels.
  public let kernel: Extent2
  /// How far it moves.
  public let stride: Extent2
  /// What surrounds the image.
  public let padding: Padding2
  /// Whether pixels left over at the end get a window.
  public let rounding: Rounding
  let window: SlidingWindow

  /// A window.
  /// - Parameters:
  ///   - kernel: extents of the window, in pixels.
  ///   - stride: how far it moves.
  ///   - padding: what surrounds the image; on each side less than the kernel.
  ///   - rounding: whether pixels left over at the end get a window.
  /// - Throws: `NetworkError` if a number is out of range.
  public init(
    kernel: Extent2, stride: Extent2, padding: Padding2 = .none, rounding: Rounding = .floor
  ) throws(NetworkError) {
    window = try SlidingWindow(kernel: kernel, stride: stride, padding: padding, of: "pooling")
    // Every window must see at least one pixel.
    guard max(padding.top, padding.bottom) < kernel.height,
      max(padding.left, padding.right) < kernel.width
    else {
      throw NetworkError("a kernel of \(kernel) must be larger than its padding of \(padding)")
    }
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.rounding = rounding
  }

  /// Extents of the result for an image of these extents.
  /// - Throws: `NetworkError` if the window does not fit in.
  public func outputExtent(for image: Extent2) throws(NetworkError) -> Extent2 {
    try window.outputExtent(for: image, rounding: rounding)
  }

  /// The padding with which rounding down gives the same windows: at the bottom and on the right
  /// as much as the last window reaches over the image.
  /// - Throws: `NetworkError` if the window does not fit in.
  public func effectivePadding(for image: Extent2) throws(NetworkError) -> Padding2 {
    guard rounding == .ceil else { return padding }
    let output = try outputExtent(for: image)
    let bottom = (output.height - 1) * stride.height + kernel.height - padding.top - image.height
    let right = (output.width - 1) * stride.width + kernel.width - padding.left - image.width
    return Padding2(
      top: padding.top, left: padding.left, bottom: max(0, bottom), right: max(0, right))
  }

  /// [channels, output height, output width].
  func outputShape(for image: Shape) throws(NetworkError) -> Shape {
    let (channels, extent) = try image.image()
    let output = try outputExtent(for: extent)
    do {
      return try Shape([channels, output.height, output.width])
    } catch {
      throw NetworkError(error, at: "pooling")
    }
  }

  /// Kernel, stride, padding and, as 0 or 1, rounding.
  var attributes: [Int] {
    kernel.attributes + stride.attributes + padding.attributes + [(rounding == .ceil).attribute]
  }

  /// How many numbers `attributes` has.
  static let attributeCount = 9

  init(_ reader: inout AttributeReader) throws(NetworkError) {
    let range = 0...SlidingWindow.limit
    try self.init(
      kernel: try reader.extent("kernel", in: range),
      stride: try reader.extent("stride", in: range),
      padding: try reader.padding("padding", in: range),
      rounding: try reader.flag("rounding") ? .ceil : .floor)
  }
}

/// One place of a pooling window in a batch.
struct PoolingPlace {
  /// Where the result goes in the output.
  let output: Int
  /// Where the pixels are in the input, in row-major order; at least one.
  let pixels: [Int]
  /// Number of pixels with the padding that the window sees, clipped at the padded image.
  let paddedCount: Int
}

extension PoolingWindow {
  /// Calls a closure for every place of the window in a batch of images, [batch, channels, …].
  func forEachPlace(
    rows: Int, image: Shape, _ body: (PoolingPlace) -> Void
  ) throws(NetworkError) {
    let (channels, extent) = try image.image()
    let places = try outputExtent(for: extent)
    for plane in 0..<(rows * channels) {
      for oy in 0..<places.height {
        let ys = window.taps(at: oy, of: extent.height, along: \.height, before: padding.top)
        let firstY = oy * stride.height
        let paddedHeight =
          min(firstY + kernel.height, extent.height + padding.top + padding.bottom) - firstY
        for ox in 0..<places.width {
          let xs = window.taps(at: ox, of: extent.width, along: \.width, before: padding.left)
          let firstX = ox * stride.width
          let paddedWidth =
            min(firstX + kernel.width, extent.width + padding.left + padding.right) - firstX
          body(
            PoolingPlace(
              output: (plane * places.height + oy) * places.width + ox,
              pixels: ys.flatMap { y in
                xs.map { (plane * extent.height + y.pixel) * extent.width + $0.pixel }
              },
              paddedCount: paddedHeight * paddedWidth))
        }
      }
    }
  }
}
