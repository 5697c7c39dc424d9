import Tensors

/// Zeros around an example.
public struct Pad: RearrangingOperation {
  /// `pad`.
  public static let kind = "pad"
  /// 27.
  public static let code: UInt8 = 27

  /// For each axis of an example, the number of zeros before the first index.
  public let before: [Int]
  /// For each axis of an example, the number of zeros after the last index.
  public let after: [Int]

  /// Zeros before and after each axis of an example.
  /// - Throws: `NetworkError` unless there are two numbers, 0 or more, for each axis.
  public init(before: [Int], after: [Int]) throws(NetworkError) {
    guard before.count == after.count, before.count <= Shape.maximumRank,
      (before + after).allSatisfy({ $0 >= 0 })
    else { throw NetworkError("`pad` cannot put \(before) before and \(after) after") }
    self.before = before
    self.after = after
  }

  /// The number of axes, then what comes before and what comes after.
  public var attributes: [Int] { [before.count] + before + after }

  /// From the number of axes, what comes before and what comes after.
  /// - Throws: `NetworkError` unless there are two numbers, 0 or more, for each axis.
  public init(attributes: [Int]) throws(NetworkError) {
    let lists = try AttributeReader.lists(attributes, of: Pad.kind, parts: 2)
    try self.init(before: lists[0], after: lists[1])
  }

  /// The input's extents and the zeros.
  /// - Throws: `NetworkError` unless the input has as many axes and the result is not too large.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let input = try single(inputs)
    guard input.rank == before.count else {
      throw NetworkError("pads \(before.count) axes, but gets \(input)")
    }
    var dimensions: [Int] = []
    for (axis, extent) in input.dimensions.enumerated() {
      let (inner, first) = extent.addingReportingOverflow(before[axis])
      let (outer, second) = inner.addingReportingOverflow(after[axis])
      guard !first, !second else { throw NetworkError("pads \(input) beyond what there can be") }
      dimensions.append(outer)
    }
    return try shape(dimensions)
  }

  func source(of coordinate: [Int], in input: Shape) -> [Int]? {
    var source = coordinate
    for axis in source.indices {
      source[axis] -= before[axis]
      guard (0..<input.dimensions[axis]).contains(source[axis]) else { return nil }
    }
    return source
  }
}
