/// Takes an operation's attributes one after the other and refuses what cannot be one.
///
/// Attributes come from files: any whole number may stand anywhere.
struct AttributeReader {
  private let kind: String
  private var rest: ArraySlice<Int>

  /// A reader of attributes.
  /// - Parameters:
  ///   - attributes: the numbers.
  ///   - kind: the operation's kind, for messages.
  ///   - counts: how many numbers there may be; nil for any number.
  /// - Throws: `NetworkError` if there are more or fewer.
  init(
    _ attributes: [Int], of kind: String, counts: ClosedRange<Int>?
  ) throws(NetworkError) {
    self.kind = kind
    rest = attributes[...]
    guard let counts, !counts.contains(attributes.count) else { return }
    guard counts.upperBound > 0 else { throw NetworkError("`\(kind)` has no attributes") }
    let wanted =
      counts.count == 1
      ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
    throw NetworkError("`\(kind)` has \(wanted) attributes, not \(attributes.count)")
  }

  /// A reader of exactly so many attributes.
  /// - Throws: `NetworkError` if there are more or fewer.
  init(_ attributes: [Int], of kind: String, count: Int) throws(NetworkError) {
    try self.init(attributes, of: kind, counts: count...count)
  }

  /// Number of attributes not yet taken.
  var remaining: Int { rest.count }

  /// The next attribute.
  /// - Parameters:
  ///   - what: what it means, for messages.
  ///   - range: what it may be.
  /// - Throws: `NetworkError` if it is missing or out of range.
  mutating func integer(
    _ what: String, in range: ClosedRange<Int> = 0...Int.max
  ) throws(NetworkError) -> Int {
    guard let value = rest.popFirst() else {
      throw NetworkError("the attribute `\(what)` of `\(kind)` is missing")
    }
    guard range.contains(value) else { throw impossible(what, "\(value)") }
    return value
  }

  /// The next attribute as a truth: 0 or 1.
  /// - Throws: `NetworkError` if it is missing or anything else.
  mutating func flag(_ what: String) throws(NetworkError) -> Bool {
    try integer(what, in: 0...1) == 1
  }

  /// The next attribute as the bits of a finite float; see `Float.attribute`.
  /// - Throws: `NetworkError` if it is missing, no float, NaN or infinite.
  mutating func float(_ what: String) throws(NetworkError) -> Float {
    let bits = try integer(what, in: 0...Int(UInt32.max))
    let value = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    guard value.isFinite else { throw impossible(what, "\(value)") }
    return value
  }

  /// The next two attributes: height and width.
  /// - Throws: `NetworkError` if one is missing or out of range.
  mutating func extent(
    _ what: String, in range: ClosedRange<Int>
  ) throws(NetworkError) -> Extent2 {
    Extent2(height: try integer(what, in: range), width: try integer(what, in: range))
  }

  /// The next four attributes: top, left, bottom, right.
  /// - Throws: `NetworkError` if one is missing or out of range.
  mutating func padding(
    _ what: String, in range: ClosedRange<Int>
  ) throws(NetworkError) -> Padding2 {
    Padding2(
      top: try integer(what, in: range), left: try integer(what, in: range),
      bottom: try integer(what, in: range), right: try integer(what, in: range))
  }

  private func impossible(_ what: String, _ value: String) -> NetworkError {
    NetworkError("the attribute `\(what)` of `\(kind)` cannot be \(value)")
  }
}

extension Float {
  /// The bits as a whole number: how operations keep a float among their attributes.
  var attribute: Int { Int(bitPattern) }
}

extension Bool {
  /// 1 for true, 0 for false.
  var attribute: Int { self ? 1 : 0 }
}

extension Extent2 {
  /// Height and width.
  var attributes: [Int] { [height, width] }
}

extension Padding2 {
  /// Top, left, bottom and right.
  var attributes: [Int] { [top, left, bottom, right] }
}
