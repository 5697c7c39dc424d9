/// A share between nothing and everything, written `8%` or `0.08`.
public struct Fraction: BoundedArgument, Comparable, ExpressibleByFloatLiteral {
  /// The share, 0 to 1.
  public let value: Double

  /// Makes a share if the number lies between 0 and 1.
  public init?(exactly value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    self.value = value == 0 ? 0 : value  // no negative zero
  }

  /// A share written in code; numbers outside 0…1 are moved to the nearest end.
  public init(floatLiteral value: Double) { self.value = min(max(value, 0), 1) }

  /// Shares.
  public static var typeName: String { "a share between 0 and 100 %" }
  /// Shares, whatever their range.
  public static var rangeName: String { "a share" }
  /// `SHARE`.
  public static var placeholder: String { "SHARE" }

  /// Takes a number between 0 and 1, usually written as a percentage.
  public init(argument: Value) throws(ArgumentError) {
    guard let number = try Value.numeric(argument).asDouble else { throw ArgumentError() }
    guard let fraction = Fraction(exactly: number) else {
      var help: String?
      if case .string(let text) = argument, number > 1, number <= 100, text.last != "%" {
        help = "did you mean \(text)%?"
      }
      throw ArgumentError(help: help)
    }
    self = fraction
  }

  /// The percentage, with the shortest digits that read back as the same share.
  public var canonicalText: String {
    // By its digits: 0.0164 × 100 is not 1.64. Where the digits are too many, say it plainly.
    let hundredfold = Double(NumberLiteral.shift(value.description, by: 2)) ?? .nan
    let percent = hundredfold.canonicalText + "%"
    return (try? NumberLiteral.parse(percent)) == .number(value) ? percent : value.canonicalText
  }

  /// Itself.
  public var boundedValues: [Fraction] { [self] }
  /// Shares are ordered as numbers.
  public static func < (left: Fraction, right: Fraction) -> Bool { left.value < right.value }
}

/// A whole number of at least one.
public struct PositiveInt: BoundedArgument, Comparable, ExpressibleByIntegerLiteral {
  /// The number, at least 1.
  public let value: Int

  /// Makes one if the number is at least 1.
  public init?(exactly value: Int) {
    guard value >= 1 else { return nil }
    self.value = value
  }

  /// A number written in code; below one it becomes one.
  public init(integerLiteral value: Int) { self.value = max(value, 1) }

  /// Whole numbers from one.
  public static var typeName: String { "a whole number of at least 1" }
  /// Whole numbers, whatever their range.
  public static var rangeName: String { "a whole number" }
  /// `N`.
  public static var placeholder: String { "N" }

  /// Takes a whole number of at least one.
  public init(argument: Value) throws(ArgumentError) {
    guard let value = PositiveInt(exactly: try Int(argument: argument)) else {
      throw ArgumentError()
    }
    self = value
  }

  /// Its decimal digits.
  public var canonicalText: String { String(value) }
  /// Itself.
  public var boundedValues: [PositiveInt] { [self] }
  /// Ordered as numbers.
  public static func < (left: PositiveInt, right: PositiveInt) -> Bool { left.value < right.value }
}

/// A length of time, written `90s`, `5m`, `2h` or as a plain number of seconds.
public struct Seconds: BoundedArgument, Comparable, ExpressibleByFloatLiteral {
  /// Seconds, not negative and finite.
  public let value: Double

  /// Makes a length of time if the number is finite and not negative.
  public init?(exactly value: Double) {
    guard value >= 0, value.isFinite else { return nil }
    self.value = value == 0 ? 0 : value
  }

  /// A time written in code; a negative one becomes zero.
  public init(floatLiteral value: Double) { self.value = max(value, 0) }

  /// Durations.
  public static var typeName: String { "a duration such as 90s, 5m or 2h" }
  /// Durations, whatever their range.
  public static var rangeName: String { "a duration" }
  /// `TIME`.
  public static var placeholder: String { "TIME" }

  /// Takes a number of seconds.
  public init(argument: Value) throws(ArgumentError) {
    guard let seconds = Seconds(exactly: try Double(argument: argument)) else {
      throw ArgumentError()
    }
    self = seconds
  }

  /// The seconds with their unit.
  public var canonicalText: String {
    value.canonicalText + "s"
  }
  /// Itself.
  public var boundedValues: [Seconds] { [self] }
  /// Ordered by length.
  public static func < (left: Seconds, right: Seconds) -> Bool { left.value < right.value }
}
