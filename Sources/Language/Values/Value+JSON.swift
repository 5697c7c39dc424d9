extension Value {
  /// The value as compact JSON (RFC 8259): shortest digits that read back as the same number,
  /// `null` for `None` and for numbers that are not finite, fields in order.
  public var json: String {
    var text = ""
    writeJSON(to: &text)
    return text
  }

  private func writeJSON(to text: inout String) {
    switch self {
    case .none: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .integer(let integer): text += String(integer)
    case .number(let number): text += number.isFinite ? number.description : "null"
    case .string(let string): Value.writeJSON(string, to: &text)
    case .list(let list):
      text += "["
      for (index, element) in list.enumerated() {
        if index > 0 { text += "," }
        element.writeJSON(to: &text)
      }
      text += "]"
    case .record(let record):
      text += "{"
      for (index, field) in record.enumerated() {
        if index > 0 { text += "," }
        Value.writeJSON(field.name, to: &text)
        text += ":"
        field.value.writeJSON(to: &text)
      }
      text += "}"
    }
  }

  private static func writeJSON(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
