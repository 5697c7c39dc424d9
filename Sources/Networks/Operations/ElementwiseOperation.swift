import Tensors

/// An operation that treats every element alike: `y = f(x)`.
///
/// It says what `f` and its derivative are; shapes and loops are here.
protocol ElementwiseOperation: Operation {
  /// `f(x)`.
  func value(_ x: Double) -> Double

  /// `f′(x)`; at a kink, the value that training is to use.
  func derivative(_ x: Double) -> Double
}

extension ElementwiseOperation {
  /// The input's shape.
  /// - Throws: `NetworkError` unless there is one input.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    try single(inputs)
  }

  /// `f(x)` for every element.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    _ = try batch(inputs)
    return Tensor(shape: x.shape) { y in
      x.withUnsafeBufferPointer { x in
        for index in x.indices { y[index] = Float(value(Double(x[index]))) }
      }
    }
  }

  /// `dx = f′(x) dy`.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    _ = try batch(inputs, gradient: gradient)
    let dx = Tensor(shape: x.shape) { dx in
      for index in 0..<x.count {
        dx[index] = Float(derivative(Double(x[index])) * Double(gradient[index]))
      }
    }
    return Gradients(inputs: [dx])
  }
}

/// An operation that nothing needs to be said about, such as a rectifier.
protocol PlainOperation: Operation {
  /// The operation.
  init()
}

extension PlainOperation {
  /// None.
  public var attributes: [Int] { [] }

  /// From no attributes.
  /// - Throws: `NetworkError` if there are any.
  public init(attributes: [Int]) throws(NetworkError) {
    guard attributes.isEmpty else { throw NetworkError("`\(Self.kind)` has no attributes") }
    self.init()
  }
}
