/// A message in protobuf's text format: named values in the order in which they stand in the file.
///
/// Every field is kept, whether anybody knows it or not; a list is a field for each of its elements.
public struct PrototxtMessage: Equatable, Sendable {
  /// The fields, in order.
  public var fields: [PrototxtField]

  /// A message of these fields.
  public init(_ fields: [PrototxtField] = []) { self.fields = fields }

  /// The fields of a name, in order.
  public subscript(name: String) -> [PrototxtField] { fields.filter { $0.name == name } }
}

/// A named value with its place in the file.
public struct PrototxtField: Equatable, Sendable {
  /// The name; of an extension with its brackets.
  public var name: String
  /// The value.
  public var value: PrototxtValue
  /// Where the value begins.
  public var place: TextPlace

  /// A field.
  public init(name: String, value: PrototxtValue, place: TextPlace) {
    self.name = name
    self.value = value
    self.place = place
  }
}

/// A value as it is written: what it means is for those to say who know the field.
public enum PrototxtValue: Equatable, Sendable {
  /// A number, such as `-1`, `0x1F`, `1e-4` or `.5f`, as it is written.
  case number(String)
  /// The bytes of a quoted string.
  case string([UInt8])
  /// A name without quotes: of an enumeration's value, `true`, `inf`.
  case word(String)
  /// A message.
  case message(PrototxtMessage)

  /// A whole number, if that is what is written: decimal, octal with a 0 before it, or hexadecimal.
  public var integer: Int? {
    guard case .number(let text) = self else { return nil }
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    let magnitude: Int?
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
      magnitude = Int(digits.dropFirst(2), radix: 16)
    } else if digits.count > 1, digits.hasPrefix("0") {
      magnitude = Int(digits.dropFirst(), radix: 8)
    } else {
      magnitude = Int(digits)
    }
    return magnitude.map { isNegative ? -$0 : $0 }
  }

  /// The nearest float, if a number is written.
  public var float: Float? {
    switch self {
    case .number(let text):
      if let integer { return Float(integer) }
      return Float(text.last == "f" || text.last == "F" ? text.dropLast() : text[...])
    case .word(let word):
      // As text formats have them, with a sign in front.
      let isNegative = word.hasPrefix("-")
      switch (isNegative ? word.dropFirst() : word[...]).lowercased() {
      case "inf", "infinity": return isNegative ? -.infinity : .infinity
      case "nan": return .nan
      default: return nil
      }
    default: return nil
    }
  }

  /// A truth, if one is written.
  public var flag: Bool? {
    switch self {
    case .word("true"), .word("True"), .word("t"), .number("1"): true
    case .word("false"), .word("False"), .word("f"), .number("0"): false
    default: nil
    }
  }

  /// The text of a string that is valid UTF-8.
  public var text: String? {
    guard case .string(let bytes) = self else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
