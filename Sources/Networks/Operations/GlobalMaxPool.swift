import Tensors

/// The largest pixel of each channel of an image.
public struct GlobalMaxPool: Operation {
  /// `globalmaxpool`.
  public static let kind = "globalmaxpool"
  /// 8.
  public static let code: UInt8 = 8

  /// Pooling over whole images.
  public init() {}

  /// None.
  public var attributes: [Int] { [] }

  /// From no attributes.
  /// - Throws: `NetworkError` if there are any.
  public init(attributes: [Int]) throws(NetworkError) {
    _ = try AttributeReader(attributes, of: GlobalMaxPool.kind, count: 0)
  }

  /// [channels, 1, 1].
  /// - Throws: `NetworkError` unless the input is one image.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    try shape([try single(inputs).image().channels, 1, 1])
  }

  /// The largest pixel of each channel.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let batch = try batch(inputs)
    return try tensor([batch.rows] + batch.output.dimensions) { y in
      let size = x.count / y.count
      for plane in y.indices { y[plane] = x[x.indexOfLargest(in: plane * size, count: size)] }
    }
  }

  /// Each channel's gradient goes to its largest pixel, the first of equal ones.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    _ = try batch(inputs, gradient: dy)
    let size = x.count / dy.count
    return Gradients(inputs: [
      Tensor(shape: x.shape) { dx in
        for plane in 0..<dy.count {
          dx[x.indexOfLargest(in: plane * size, count: size)] = dy[plane]
        }
      }
    ])
  }
}

extension Tensor {
  /// Where the largest of some consecutive elements is, the first of equal ones.
  fileprivate func indexOfLargest(in start: Int, count: Int) -> Int {
    var largest = start
    for index in start..<(start + count) where self[index] > self[largest] { largest = index }
    return largest
  }
}
