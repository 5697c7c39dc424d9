import Tensors

/// The largest pixel of each window, channel by channel; padding counts as −∞.
public struct MaxPool: Operation {
  /// `maxpool`.
  public static let kind = "maxpool"
  /// 5.
  public static let code: UInt8 = 5

  /// The window and how it moves.
  public let window: PoolingWindow

  /// Pooling with a window.
  public init(_ window: PoolingWindow) { self.window = window }

  /// The window's numbers.
  public var attributes: [Int] { window.attributes }

  /// From the window's numbers.
  /// - Throws: `NetworkError` if they make no window.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(
      attributes, of: MaxPool.kind, count: PoolingWindow.attributeCount)
    self.init(try PoolingWindow(&reader))
  }

  /// [channels, output height, output width].
  /// - Throws: `NetworkError` unless the input is one image that the window fits into.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    try window.outputShape(for: try single(inputs))
  }

  /// The largest pixel of each window.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let batch = try batch(inputs)
    var result = try tensor([batch.rows] + batch.output.dimensions) { _ in }
    try window.forEachPlace(rows: batch.rows, image: batch.inputs[0]) { place in
      let largest = MaxPool.largest(of: place.pixels, in: x)
      result.withUnsafeMutableBufferPointer { $0[place.output] = x[largest] }
    }
    return result
  }

  /// Each window's gradient goes to its largest pixel, the first of equal ones.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    let batch = try batch(inputs, gradient: dy)
    var sums = [Double](repeating: 0, count: x.count)
    try window.forEachPlace(rows: batch.rows, image: batch.inputs[0]) { place in
      sums[MaxPool.largest(of: place.pixels, in: x)] += Double(dy[place.output])
    }
    return Gradients(inputs: [Tensor(shape: x.shape, roundedFrom: sums)])
  }

  private static func largest(of pixels: [Int], in x: Tensor) -> Int {
    var largest = pixels[0]
    for pixel in pixels where x[pixel] > x[largest] { largest = pixel }
    return largest
  }
}

extension Tensor {
  /// Sums that were added up in double precision.
  init(shape: Shape, roundedFrom sums: [Double]) {
    self.init(shape: shape) { values in
      for (index, sum) in zip(values.indices, sums) { values[index] = Float(sum) }
    }
  }
}
