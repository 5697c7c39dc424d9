import Tensors

/// The axes of an example in another order.
public struct Transpose: RearrangingOperation {
  /// `transpose`.
  public static let kind = "transpose"
  /// 26.
  public static let code: UInt8 = 26

  /// For each axis of the result, the axis of the input that it is.
  public let permutation: [Int]

  /// A new order.
  /// - Parameter permutation: for each axis of the result, the axis of the input that it is.
  /// - Throws: `NetworkError` unless every axis comes once.
  public init(permutation: [Int]) throws(NetworkError) {
    guard permutation.count <= Shape.maximumRank,
      permutation.sorted() == Array(permutation.indices)
    else { throw NetworkError("\(permutation) is no order of the axes of an example") }
    self.permutation = permutation
  }

  /// The number of axes, then the permutation.
  public var attributes: [Int] { [permutation.count] + permutation }

  /// From the number of axes and the permutation.
  /// - Throws: `NetworkError` unless every axis comes once.
  public init(attributes: [Int]) throws(NetworkError) {
    let lists = try AttributeReader.lists(attributes, of: Transpose.kind, parts: 1)
    try self.init(permutation: lists[0])
  }

  /// The input's extents in the new order.
  /// - Throws: `NetworkError` unless the input has as many axes.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let input = try single(inputs)
    guard input.rank == permutation.count else {
      throw NetworkError("\(input) does not have the axes \(permutation)")
    }
    return try shape(permutation.map { input.dimensions[$0] })
  }

  func source(of coordinate: [Int], in input: Shape) -> [Int]? {
    var source = coordinate
    for (axis, from) in permutation.enumerated() { source[from] = coordinate[axis] }
    return source
  }
}
