import Tensors

/// The rectifier: `y = max(x, 0)`.
public struct ReLU: Operation {
  /// `relu`.
  public static let kind = "relu"
  /// 3.
  public static let code: UInt8 = 3

  /// A rectifier.
  public init() {}

  /// None.
  public var attributes: [Int] { [] }

  /// From no attributes.
  /// - Throws: `NetworkError` if there are any.
  public init(attributes: [Int]) throws(NetworkError) {
    guard attributes.isEmpty else { throw NetworkError("`relu` has no attributes") }
  }

  /// The input's shape.
  /// - Throws: `NetworkError` unless there is one input.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    try single(inputs)
  }

  /// `max(x, 0)`.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    return Tensor(shape: x.shape) { y in
      for index in 0..<x.count { y[index] = x[index] > 0 ? x[index] : 0 }
    }
  }

  /// The gradient where the input was positive, 0 elsewhere.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    return Gradients(inputs: [
      Tensor(shape: x.shape) { dx in
        for index in 0..<x.count { dx[index] = x[index] > 0 ? gradient[index] : 0 }
      }
    ])
  }
}
