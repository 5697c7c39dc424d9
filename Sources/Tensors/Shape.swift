/// The extents of a tensor, outermost first.
///
/// The only place that multiplies dimensions: every product is checked, so that extents read from
/// a file can be turned into a `Shape` before anything is allocated.
public struct Shape: Hashable, Sendable {
  /// The largest number of dimensions that a shape may have.
  public static let maximumRank = 8

  /// Extents, outermost first; each is at least 1.
  public let dimensions: [Int]
  /// Number of elements: the product of the dimensions (1 for a scalar).
  public let count: Int

  /// Checks extents and multiplies them.
  /// - Parameter dimensions: extents, outermost first.
  /// - Throws: `ShapeError` if there are more than eight, one is below 1, or the product
  ///   overflows.
  public init(_ dimensions: [Int]) throws(ShapeError) {
    guard dimensions.count <= Shape.maximumRank else {
      throw ShapeError(
        "a shape has at most \(Shape.maximumRank) dimensions, not \(dimensions.count)")
    }
    var product = 1
    for extent in dimensions {
      guard extent >= 1 else { throw ShapeError("a dimension of \(extent) is not possible") }
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      // Byte counts (4 per element) must be representable too.
      guard !overflow, next <= Int.max / 8 else {
        throw ShapeError("the shape \(Shape.text(dimensions)) has too many elements")
      }
      product = next
    }
    self.dimensions = dimensions
    count = product
  }

  private init(unchecked dimensions: [Int], count: Int) {
    self.dimensions = dimensions
    self.count = count
  }

  /// The shape of a single number.
  public static let scalar = Shape(unchecked: [], count: 1)

  /// A shape of one dimension.
  /// - Parameter count: number of elements; below 1 is taken as 1.
  public static func vector(_ count: Int) -> Shape {
    let extent = max(1, min(count, Int.max / 8))
    return Shape(unchecked: [extent], count: extent)
  }

  /// Number of dimensions.
  public var rank: Int { dimensions.count }

  /// The same elements in one dimension.
  public var flattened: Shape { Shape(unchecked: [count], count: count) }

  /// This shape with one more, outermost, dimension.
  /// - Parameter rows: the new outermost extent.
  /// - Throws: `ShapeError` as the initialiser does.
  public func batched(_ rows: Int) throws(ShapeError) -> Shape {
    try Shape([rows] + dimensions)
  }

  private static func text(_ dimensions: [Int]) -> String {
    dimensions.map(String.init).joined(separator: "×")
  }
}

extension Shape: CustomStringConvertible {
  /// The extents with a multiplication sign between them, such as `1×28×28`.
  public var description: String { rank == 0 ? "scalar" : Shape.text(dimensions) }
}

/// Extents that do not make a shape, or shapes that do not fit together.
public struct ShapeError: Error, Equatable, Sendable {
  /// What is wrong, in a sentence without a full stop.
  public let message: String

  /// An error with its message.
  public init(_ message: String) { self.message = message }
}
