import Tensors

/// Drops elements at random while training, and multiplies the others by 1 / (1 - rate) (Srivastava
/// et al., 2014, in the form that leaves inference alone).
public struct Dropout: Operation {
  /// `dropout`.
  public static let kind = "dropout"
  /// 20.
  public static let code: UInt8 = 20

  /// Share of elements that are dropped, 0 ..< 1.
  public let rate: Float

  /// A dropout.
  /// - Throws: `NetworkError` unless the rate is in 0 ..< 1.
  public init(rate: Float) throws(NetworkError) {
    guard rate >= 0, rate < 1 else {
      throw NetworkError("the rate of `dropout` is from 0 to below 1, not \(rate)")
    }
    // Minus 0 is the same rate.
    self.rate = rate == 0 ? 0 : rate
  }

  /// Which elements are dropped.
  public var mask: DropoutMask { DropoutMask(rate: rate) }

  /// The rate's bits.
  public var attributes: [Int] { [rate.attribute] }

  /// From the rate's bits.
  /// - Throws: `NetworkError` unless they are those of one number in 0 ..< 1.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: Dropout.kind, count: 1)
    try self.init(rate: try reader.float("rate"))
  }

  /// The input's shape.
  /// - Throws: `NetworkError` unless there is one input.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    try single(inputs)
  }

  /// The input.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    try reference(inputs, parameters, mode: .inference)
  }

  /// The gradient.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    try referenceGradients(inputs, parameters, gradient: gradient, mode: .inference)
  }

  /// The input, when training times the mask of each row.
  /// - Throws: `NetworkError` if there is not one seed for each row.
  public func reference(
    _ inputs: [Tensor], _ parameters: [Tensor], mode: ExecutionMode
  ) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let rows = try batch(inputs).rows
    return try masked(x, rows: rows, mode)
  }

  /// The gradient, when training times the mask of each row.
  /// - Throws: `NetworkError` if there is not one seed for each row.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor, mode: ExecutionMode
  ) throws(NetworkError) -> Gradients {
    let rows = try batch(inputs, gradient: gradient).rows
    return Gradients(inputs: [try masked(gradient, rows: rows, mode)])
  }

  private func masked(
    _ x: Tensor, rows: Int, _ mode: ExecutionMode
  ) throws(NetworkError) -> Tensor {
    guard case .training(let seeds) = mode else { return x }
    guard seeds.count == rows else {
      throw NetworkError("`dropout` has \(seeds.count) seeds for \(rows) rows")
    }
    let mask = mask
    let elements = x.count / rows
    return Tensor(shape: x.shape) { y in
      for (n, seed) in seeds.enumerated() {
        let key = DropoutMask.rowKey(seed: seed)
        for index in 0..<elements {
          let factor = mask.factor(rowKey: key, element: index)
          // What is dropped is 0, whatever it was: not NaN.
          y[n * elements + index] = factor == 0 ? 0 : factor * x[n * elements + index]
        }
      }
    }
  }
}
