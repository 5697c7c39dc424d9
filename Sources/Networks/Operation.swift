import Tensors

/// What a node of a network computes: a value without state.
///
/// The reference functions are the definition; `Training` has a fast form of each. Shapes are
/// those of one example; tensors have the batch as an additional outermost dimension.
public protocol Operation: Hashable, Sendable {
  /// The stable name in files and tables, such as `dense`.
  static var kind: String { get }

  /// The number by which `.dcz` files name it; never given to another operation.
  static var code: UInt8 { get }

  /// Whole numbers, 0 or more, that, with `kind`, rebuild the operation; see `init(attributes:)`.
  var attributes: [Int] { get }

  /// The operation with these attributes.
  /// - Throws: `NetworkError` if they do not describe one.
  init(attributes: [Int]) throws(NetworkError)

  /// The parameters that it needs, in order.
  var parameterSlots: [ParameterSlot] { get }

  /// The extents of the result for one example.
  /// - Throws: `NetworkError` if the operation cannot take these inputs.
  func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape

  /// Multiply-add pairs for one example.
  func multiplyAdds(for inputs: [Shape]) -> Int

  /// The result, computed in the most obvious way.
  /// - Parameters:
  ///   - inputs: activations, each [batch, …].
  ///   - parameters: as `parameterSlots` lists them.
  func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor

  /// Gradients of a scalar with respect to inputs and parameters.
  /// - Parameters:
  ///   - inputs: as given to `reference`.
  ///   - parameters: as given to `reference`.
  ///   - gradient: the scalar's gradient with respect to the result.
  func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients

  /// The result in a mode; operations that know no modes leave this to the default.
  func reference(
    _ inputs: [Tensor], _ parameters: [Tensor], mode: ExecutionMode
  ) throws(NetworkError) -> Tensor

  /// Gradients in a mode; operations that know no modes leave this to the default. Statistics
  /// have gradients of 0.
  func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor, mode: ExecutionMode
  ) throws(NetworkError) -> Gradients

  /// What a training pass measures on a batch: one tensor for each slot that is a statistic, by the
  /// slot's name. How the stored value follows it is the operation's affair.
  func referenceStatistics(_ inputs: [Tensor]) throws(NetworkError) -> [String: Tensor]
}

/// The gradients that an operation passes back.
public struct Gradients: Sendable {
  /// One for each input, of the input's shape.
  public var inputs: [Tensor]
  /// One for each parameter, of the parameter's shape.
  public var parameters: [Tensor]

  /// Gradients of inputs and parameters.
  public init(inputs: [Tensor], parameters: [Tensor] = []) {
    self.inputs = inputs
    self.parameters = parameters
  }
}

extension Operation {
  /// No parameters, unless an operation says otherwise.
  public var parameterSlots: [ParameterSlot] { [] }

  /// None, unless an operation says otherwise.
  public func multiplyAdds(for inputs: [Shape]) -> Int { 0 }

  /// The same in every mode, unless an operation says otherwise.
  public func reference(
    _ inputs: [Tensor], _ parameters: [Tensor], mode: ExecutionMode
  ) throws(NetworkError) -> Tensor {
    try reference(inputs, parameters)
  }

  /// The same in every mode, unless an operation says otherwise.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor, mode: ExecutionMode
  ) throws(NetworkError) -> Gradients {
    try referenceGradients(inputs, parameters, gradient: gradient)
  }

  /// Nothing, unless an operation says otherwise.
  public func referenceStatistics(
    _ inputs: [Tensor]
  ) throws(NetworkError) -> [String: Tensor] { [:] }

  /// The only input's shape.
  /// - Throws: `NetworkError` if there is not exactly one.
  func single(_ inputs: [Shape]) throws(NetworkError) -> Shape {
    guard inputs.count == 1, let shape = inputs.first else {
      throw NetworkError("`\(Self.kind)` takes one input, not \(inputs.count)")
    }
    return shape
  }

  /// The only input's tensor.
  /// - Throws: `NetworkError` if there is not exactly one.
  func single(_ inputs: [Tensor]) throws(NetworkError) -> Tensor {
    guard inputs.count == 1, let tensor = inputs.first else {
      throw NetworkError("`\(Self.kind)` takes one input, not \(inputs.count)")
    }
    return tensor
  }
}

extension Operation {
  /// A tensor that a reference loop fills.
  func tensor(
    _ dimensions: [Int], fill: (UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(NetworkError) -> Tensor {
    do {
      return Tensor(shape: try Shape(dimensions), fill: fill)
    } catch {
      throw NetworkError(error, at: Self.kind)
    }
  }

  /// The parameters' tensors, checked: one for each slot, of the slot's shape.
  /// - Throws: `NetworkError` if one is missing, is one too many, or has another shape.
  func checked(_ parameters: [Tensor]) throws(NetworkError) -> [Tensor] {
    let slots = parameterSlots
    guard parameters.count == slots.count else {
      throw NetworkError(
        "`\(Self.kind)` has \(slots.count) parameters, not \(parameters.count)")
    }
    for (slot, tensor) in zip(slots, parameters) where slot.shape != tensor.shape {
      throw NetworkError("`\(slot.name)` has the shape \(tensor.shape), not \(slot.shape)")
    }
    return parameters
  }

  /// The same elements with other extents.
  func reshape(_ tensor: Tensor, _ dimensions: [Int]) throws(NetworkError) -> Tensor {
    do {
      return try tensor.reshaped(to: try Shape(dimensions))
    } catch {
      throw NetworkError(error, at: Self.kind)
    }
  }
}

/// Every operation that there is: the one list by which files name them.
public enum Operations {
  /// The operations, by kind.
  public static let all: [any Operation.Type] = [
    Dense.self,
    Convolution.self,
    MaxPool.self,
    AveragePool.self,
    GlobalAveragePool.self,
    GlobalMaxPool.self,
    BatchNorm.self,
    LocalResponseNorm.self,
    Flatten.self,
    ReLU.self,
    PReLU.self,
    LeakyReLU.self,
    ReLU6.self,
    Sigmoid.self,
    Tanh.self,
    Softmax.self,
    GELU.self,
    SiLU.self,
    HardSwish.self,
    Dropout.self,
    Add.self,
    Multiply.self,
    Concat.self,
    Slice.self,
    Reshape.self,
    Transpose.self,
    Pad.self,
    Upsample.self,
  ]

  /// The operation of this kind, if there is one.
  public static func named(_ kind: String) -> (any Operation.Type)? {
    all.first { $0.kind == kind }
  }

  /// The operation that a `.dcz` file names by this number, if there is one.
  public static func numbered(_ code: UInt8) -> (any Operation.Type)? {
    all.first { $0.code == code }
  }
}
