/// A value of the command language: what variables hold and commands give.
public enum Value: Sendable {
  /// The absent value, `None`.
  case none
  /// `True` or `False`.
  case bool(Bool)
  /// A whole number of 64 bits.
  case integer(Int)
  /// A number with a fraction or an exponent.
  case number(Double)
  /// A text.
  case string(String)
  /// Values in order, counted from zero.
  case list([Value])
  /// Named values in order.
  case record(Record)

  /// What such a value is called in messages, with its article.
  public var kindName: String {
    switch self {
    case .none: "None"
    case .bool: "a truth value"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "a text"
    case .list: "a list"
    case .record: "a record"
    }
  }

  /// The number as a `Double`, for integers and numbers.
  public var asDouble: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }

  /// Whether the value counts as true, as in Python: not `None`, `False`, zero or empty.
  public var isTrue: Bool {
    switch self {
    case .none: false
    case .bool(let bool): bool
    case .integer(let integer): integer != 0
    case .number(let number): number != 0
    case .string(let string): !string.isEmpty
    case .list(let list): !list.isEmpty
    case .record(let record): !record.isEmpty
    }
  }

  /// The field of a record, or nothing.
  public subscript(field: String) -> Value? {
    guard case .record(let record) = self else { return nil }
    return record[field]
  }
}

extension Value: Equatable {
  /// Exact equality: same kind, same bits. `1` is not `1.0`, `0.0` is not `-0.0`, NaN is itself,
  /// and records have the same order. The language's own `==` is looser.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.number(let left), .number(let right)): left.bitPattern == right.bitPattern
    case (.string(let left), .string(let right)): Array(left.utf8) == Array(right.utf8)
    case (.list(let left), .list(let right)): left == right
    case (.record(let left), .record(let right)): left == right
    default: false
    }
  }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// `None`.
  public init(nilLiteral: ()) { self = .none }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A list.
  public init(arrayLiteral elements: Value...) { self = .list(elements) }
  /// A record; of two fields with one name the last counts.
  public init(dictionaryLiteral elements: (String, Value)...) { self = .record(Record(elements)) }
}
