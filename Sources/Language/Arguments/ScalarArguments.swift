extension Int: BoundedArgument {
  /// Whole numbers.
  public static var typeName: String { "a whole number" }
  /// `N`.
  public static var placeholder: String { "N" }

  /// Takes a whole number, or a number without a fraction.
  public init(argument: Value) throws(ArgumentError) {
    switch try Value.numeric(argument) {
    case .integer(let integer): self = integer
    case .number(let number):
      guard let integer = Int(exactly: number) else { throw ArgumentError() }
      self = integer
    default: throw ArgumentError()
    }
  }

  /// Its decimal digits.
  public var canonicalText: String { String(self) }
  /// Itself.
  public var boundedValues: [Int] { [self] }
}

extension Double: BoundedArgument {
  /// Finite numbers.
  public static var typeName: String { "a number" }
  /// `X`.
  public static var placeholder: String { "X" }

  /// Takes a finite number.
  public init(argument: Value) throws(ArgumentError) {
    guard let number = try Value.numeric(argument).asDouble, number.isFinite else {
      throw ArgumentError()
    }
    self = number
  }

  /// The shortest digits that read back as the same number.
  public var canonicalText: String {
    let digits = description
    return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }
  /// Itself.
  public var boundedValues: [Double] { [self] }
}

extension String: ArgumentValue {
  /// Any text.
  public static var typeName: String { "a text" }
  /// `TEXT`.
  public static var placeholder: String { "TEXT" }

  /// Takes any value, as it would be shown.
  public init(argument: Value) throws(ArgumentError) { self = argument.displayText }

  /// The text itself.
  public var canonicalText: String { self }
}

extension Bool: ArgumentValue {
  /// `true` or `false`.
  public static var typeName: String { "true or false" }
  /// `true|false`.
  public static var placeholder: String { "true|false" }
  /// `true` and `false`.
  public static var candidates: [String] { ["true", "false"] }

  /// Takes a truth value, or one of its usual words.
  public init(argument: Value) throws(ArgumentError) {
    switch argument {
    case .bool(let bool): self = bool
    case .string("true"), .string("True"), .string("yes"), .string("on"): self = true
    case .string("false"), .string("False"), .string("no"), .string("off"): self = false
    default: throw ArgumentError()
    }
  }

  /// `true` or `false`.
  public var canonicalText: String { self ? "true" : "false" }
}

extension Value {
  /// The integer or number that a value is or that its text says.
  static func numeric(_ argument: Value) throws(ArgumentError) -> Value {
    switch argument {
    case .integer, .number: return argument
    case .string(let text):
      do {
        return try NumberLiteral.parse(text)
      } catch .unknownUnit(let unit) {
        let near = Suggestion.nearest(to: unit, in: NumberLiteral.units)
        let units = "the units are \(NumberLiteral.units.joined(separator: " "))"
        throw ArgumentError(help: near.map { "did you mean the unit \($0)?" } ?? units)
      } catch .tooLarge {
        throw ArgumentError(help: "the number does not fit in 64 bits")
      } catch {
        throw ArgumentError()
      }
    default: throw ArgumentError()
    }
  }
}
