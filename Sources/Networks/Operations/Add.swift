import Tensors

/// The sum of two or more inputs of one shape: what closes a residual.
public struct Add: PlainOperation {
  /// `add`.
  public static let kind = "add"
  /// 21.
  public static let code: UInt8 = 21

  /// A sum.
  public init() {}

  /// The shape of every input.
  /// - Throws: `NetworkError` if there are fewer than two, or they differ.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    guard inputs.count >= 2, let shape = inputs.first else {
      throw NetworkError("`add` takes two inputs or more, not \(inputs.count)")
    }
    if let other = inputs.first(where: { $0 != shape }) {
      throw NetworkError("cannot add \(shape) and \(other)")
    }
    return shape
  }

  /// The sum, element by element.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let batch = try batch(inputs)
    return try tensor([batch.rows] + batch.output.dimensions) { y in
      for index in y.indices {
        y[index] = Float(inputs.reduce(0.0) { $0 + Double($1[index]) })
      }
    }
  }

  /// The gradient for each of them.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    _ = try batch(inputs, gradient: gradient)
    return Gradients(inputs: inputs.map { _ in gradient })
  }
}
