import Tensors

/// A part of the input along an axis: one of the parts of a split.
public struct Slice: RearrangingOperation {
  /// `split`.
  public static let kind = "split"
  /// 24.
  public static let code: UInt8 = 24

  /// The axis of an example; 0 is an image's channels.
  public let axis: Int
  /// The first index taken.
  public let start: Int
  /// Number of indices taken.
  public let count: Int

  /// A part: `start ..< start + count` of an axis.
  /// - Throws: `NetworkError` if no example can have this axis or these indices.
  public init(axis: Int, start: Int, count: Int) throws(NetworkError) {
    guard (0..<Shape.maximumRank).contains(axis), start >= 0, count > 0,
      !start.addingReportingOverflow(count).overflow
    else {
      throw NetworkError("`split` cannot take \(count) from \(start) of an axis \(axis)")
    }
    self.axis = axis
    self.start = start
    self.count = count
  }

  /// Axis, start and count.
  public var attributes: [Int] { [axis, start, count] }

  /// From axis, start and count.
  /// - Throws: `NetworkError` unless they make a part.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: Slice.kind, count: 3)
    try self.init(
      axis: try reader.integer("axis"), start: try reader.integer("start"),
      count: try reader.integer("count"))
  }

  /// The input's extents, with `count` along the axis.
  /// - Throws: `NetworkError` if the input ends before.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let input = try single(inputs)
    var dimensions = input.dimensions
    guard dimensions.indices.contains(axis), start + count <= dimensions[axis] else {
      throw NetworkError("\(input) has no \(start) ..< \(start + count) along the axis \(axis)")
    }
    dimensions[axis] = count
    return try shape(dimensions)
  }

  func source(of coordinate: [Int], in input: Shape) -> [Int]? {
    var source = coordinate
    source[axis] += start
    return source
  }
}
