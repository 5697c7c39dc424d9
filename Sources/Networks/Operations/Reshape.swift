import Tensors

/// The same numbers in the same order with other extents.
public struct Reshape: Operation {
  /// `reshape`.
  public static let kind = "reshape"
  /// 25.
  public static let code: UInt8 = 25

  /// The extents that an example gets.
  public let shape: Shape

  /// A new shape for examples.
  public init(_ shape: Shape) { self.shape = shape }

  /// The number of extents, then the extents.
  public var attributes: [Int] { [shape.rank] + shape.dimensions }

  /// From the number of extents and the extents.
  /// - Throws: `NetworkError` unless they make a shape.
  public init(attributes: [Int]) throws(NetworkError) {
    let lists = try AttributeReader.lists(attributes, of: Reshape.kind, parts: 1)
    do {
      self.init(try Shape(lists[0]))
    } catch {
      throw NetworkError(error, at: Reshape.kind)
    }
  }

  /// The new shape.
  /// - Throws: `NetworkError` unless the input has as many elements.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let input = try single(inputs)
    guard input.count == shape.count else { throw NetworkError("\(input) cannot become \(shape)") }
    return shape
  }

  /// The input with the new extents.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let batch = try batch(inputs)
    return try reshape(try single(inputs), [batch.rows] + batch.output.dimensions)
  }

  /// The gradient in the input's shape.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    _ = try batch(inputs, gradient: gradient)
    return Gradients(inputs: [try reshape(gradient, try single(inputs).shape.dimensions)])
  }
}
