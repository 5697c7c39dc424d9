/// A range that can bound an argument: `1...100` or `1...`.
public protocol ArgumentRange<Bound>: Sendable {
  /// What it bounds.
  associatedtype Bound: Comparable & ArgumentValue
  /// Whether a value lies in it.
  func contains(_ value: Bound) -> Bool
  /// How messages say it, after the name of the type: "from 1 to 100".
  var phrase: String { get }
}

extension ClosedRange: ArgumentRange where Bound: ArgumentValue {
  /// "from … to …".
  public var phrase: String { "from \(lowerBound.canonicalText) to \(upperBound.canonicalText)" }
}

extension PartialRangeFrom: ArgumentRange where Bound: ArgumentValue {
  /// "of at least …".
  public var phrase: String { "of at least \(lowerBound.canonicalText)" }
}
