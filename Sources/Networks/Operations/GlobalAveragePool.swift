import Tensors

/// The mean of each channel of an image.
public struct GlobalAveragePool: Operation {
  /// `globalavgpool`.
  public static let kind = "globalavgpool"
  /// 7.
  public static let code: UInt8 = 7

  /// Pooling over whole images.
  public init() {}

  /// None.
  public var attributes: [Int] { [] }

  /// From no attributes.
  /// - Throws: `NetworkError` if there are any.
  public init(attributes: [Int]) throws(NetworkError) {
    _ = try AttributeReader(attributes, of: GlobalAveragePool.kind, count: 0)
  }

  /// [channels, 1, 1].
  /// - Throws: `NetworkError` unless the input is one image.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    try shape([try single(inputs).image().channels, 1, 1])
  }

  /// The mean of each channel.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let batch = try batch(inputs)
    return try tensor([batch.rows] + batch.output.dimensions) { y in
      let size = x.count / y.count
      for plane in y.indices {
        let sum = (0..<size).reduce(0) { $0 + Double(x[plane * size + $1]) }
        y[plane] = Float(sum / Double(size))
      }
    }
  }

  /// Each channel's gradient goes to its pixels in equal parts.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    _ = try batch(inputs, gradient: dy)
    let size = x.count / dy.count
    return Gradients(inputs: [
      Tensor(shape: x.shape) { dx in
        for index in dx.indices { dx[index] = Float(Double(dy[index / size]) / Double(size)) }
      }
    ])
  }
}
