extension Value {
  /// What `echo` and interpolation show: a text as it is, everything else as its literal.
  public var displayText: String {
    guard case .string(let string) = self else { return literal }
    return string
  }

  /// The value as the language (and Python) would write it; it reads back as the same value
  /// when all its numbers are finite.
  public var literal: String {
    switch self {
    case .none: return "None"
    case .bool(let bool): return bool ? "True" : "False"
    case .integer(let integer): return String(integer)
    case .number(let number): return number.description
    case .string(let string): return Quoting.doubleQuoted(string)
    case .list(let list): return "[" + list.map(\.literal).joined(separator: ", ") + "]"
    case .record(let record):
      let fields = record.map { "\(Quoting.doubleQuoted($0.name)): \($0.value.literal)" }
      return "{" + fields.joined(separator: ", ") + "}"
    }
  }
}
