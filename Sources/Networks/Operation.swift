import Tensors

/// How a parameter is used; decides what prunes, shares and decays it.
public enum ParameterRole: String, Hashable, Sendable {
  /// Multiplies activations: pruned, shared and coded.
  case weight
  /// Is added to activations: kept as it is.
  case bias
}

/// One trained array that an operation needs.
public struct ParameterSlot: Hashable, Sendable {
  /// The last part of the parameter's name: `weight` in `ip1.weight`.
  public let name: String
  /// The extents.
  public let shape: Shape
  /// How it is used.
  public let role: ParameterRole
  /// Number of inputs that one output sums over; scales the first values.
  public let fanIn: Int

  /// A slot.
  public init(name: String, shape: Shape, role: ParameterRole, fanIn: Int) {
    self.name = name
    self.shape = shape
    self.role = role
    self.fanIn = fanIn
  }
}

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
  public static let all: [any Operation.Type] = [Dense.self, Flatten.self, ReLU.self]

  /// The operation of this kind, if there is one.
  public static func named(_ kind: String) -> (any Operation.Type)? {
    all.first { $0.kind == kind }
  }

  /// The operation that a `.dcz` file names by this number, if there is one.
  public static func numbered(_ code: UInt8) -> (any Operation.Type)? {
    all.first { $0.code == code }
  }
}
