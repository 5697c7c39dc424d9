import Tensors

extension AttributeReader {
  /// Attributes that are a number of axes, then lists with one number for each of them.
  /// - Parameters:
  ///   - attributes: the numbers.
  ///   - kind: the operation's kind, for messages.
  ///   - parts: how many lists there are.
  /// - Returns: the lists, none longer than a shape can be.
  /// - Throws: `NetworkError` if a number is missing, one too many or below 0.
  static func lists(
    _ attributes: [Int], of kind: String, parts: Int
  ) throws(NetworkError) -> [[Int]] {
    var reader = try AttributeReader(attributes, of: kind, counts: nil)
    let axes = try reader.integer("axes", in: 0...Shape.maximumRank)
    guard reader.remaining == parts * axes else {
      throw NetworkError(
        "`\(kind)` of \(axes) axes has \(1 + parts * axes) attributes, not \(attributes.count)")
    }
    var lists: [[Int]] = []
    for _ in 0..<parts {
      var list: [Int] = []
      for _ in 0..<axes { list.append(try reader.integer("extent")) }
      lists.append(list)
    }
    return lists
  }
}
