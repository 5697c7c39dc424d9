/// A range that can bound an argument: `1...100`, `0..<1`, `1...` or `Above(0)`.
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

extension Range: ArgumentRange where Bound: ArgumentValue {
  /// "from … to below …".
  public var phrase: String {
    "from \(lowerBound.canonicalText) to below \(upperBound.canonicalText)"
  }
}

/// What lies above a bound, and at most at another.
public struct Above<Bound: Comparable & ArgumentValue>: ArgumentRange {
  /// What all values are larger than.
  public let lowerBound: Bound
  /// What no value is larger than, if there is such a bound.
  public let upperBound: Bound?

  /// What is larger than one bound and, if another is given, not larger than that.
  public init(_ lowerBound: Bound, upTo upperBound: Bound? = nil) {
    self.lowerBound = lowerBound
    self.upperBound = upperBound
  }

  /// Whether a value lies in it.
  public func contains(_ value: Bound) -> Bool {
    value > lowerBound && upperBound.map { value <= $0 } ?? true
  }

  /// "above …", or "above … and up to …".
  public var phrase: String {
    "above \(lowerBound.canonicalText)"
      + (upperBound.map { " and up to \($0.canonicalText)" } ?? "")
  }
}

extension PartialRangeFrom: ArgumentRange where Bound: ArgumentValue {
  /// "of at least …".
  public var phrase: String { "of at least \(lowerBound.canonicalText)" }
}
