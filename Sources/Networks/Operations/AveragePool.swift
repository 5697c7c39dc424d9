import Tensors

/// The mean of each window, channel by channel.
public struct AveragePool: Operation {
  /// `avgpool`.
  public static let kind = "avgpool"
  /// 6.
  public static let code: UInt8 = 6

  /// The window and how it moves.
  public let window: PoolingWindow
  /// Whether the mean is over the padding too (zeros), as in Caffe: a window that reaches over
  /// the padded image is clipped there. Otherwise it is over the image's pixels alone.
  public let countsPadding: Bool

  /// Pooling with a window.
  public init(_ window: PoolingWindow, countsPadding: Bool) {
    self.window = window
    self.countsPadding = countsPadding
  }

  /// The window's numbers, then 1 if padding counts.
  public var attributes: [Int] { window.attributes + [countsPadding.attribute] }

  /// From the window's numbers and whether padding counts.
  /// - Throws: `NetworkError` if they make no window.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(
      attributes, of: AveragePool.kind, count: PoolingWindow.attributeCount + 1)
    let window = try PoolingWindow(&reader)
    self.init(window, countsPadding: try reader.flag("counts padding"))
  }

  /// [channels, output height, output width].
  /// - Throws: `NetworkError` unless the input is one image that the window fits into.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    try window.outputShape(for: try single(inputs))
  }

  /// The sum of each window's pixels, divided by their number.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let batch = try batch(inputs)
    var result = try tensor([batch.rows] + batch.output.dimensions) { _ in }
    try window.forEachPlace(rows: batch.rows, image: batch.inputs[0]) { place in
      let sum = place.pixels.reduce(0) { $0 + Double(x[$1]) }
      result.withUnsafeMutableBufferPointer { $0[place.output] = Float(sum / divisor(place)) }
    }
    return result
  }

  /// Each window's gradient goes to its pixels in equal parts.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    let batch = try batch(inputs, gradient: dy)
    var sums = [Double](repeating: 0, count: x.count)
    try window.forEachPlace(rows: batch.rows, image: batch.inputs[0]) { place in
      for pixel in place.pixels { sums[pixel] += Double(dy[place.output]) / divisor(place) }
    }
    return Gradients(inputs: [Tensor(shape: x.shape, roundedFrom: sums)])
  }

  private func divisor(_ place: PoolingPlace) -> Double {
    Double(countsPadding ? place.paddedCount : place.pixels.count)
  }
}
