import Tensors

/// The same numbers in one dimension.
public struct Flatten: Operation {
  /// `flatten`.
  public static let kind = "flatten"
  /// 2.
  public static let code: UInt8 = 2

  /// A flattening.
  public init() {}

  /// None.
  public var attributes: [Int] { [] }

  /// From no attributes.
  /// - Throws: `NetworkError` if there are any.
  public init(attributes: [Int]) throws(NetworkError) {
    guard attributes.isEmpty else { throw NetworkError("`flatten` has no attributes") }
  }

  /// The input's element count.
  /// - Throws: `NetworkError` unless there is one input.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    try single(inputs).flattened
  }

  /// The input as [batch, elements].
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let rows = x.shape.dimensions.first ?? 1
    return try reshape(x, [rows, x.count / rows])
  }

  /// The gradient in the input's shape.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    Gradients(inputs: [try reshape(gradient, try single(inputs).shape.dimensions)])
  }
}
