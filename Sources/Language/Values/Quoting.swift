/// How a text is written so that the parser reads the same text again.
public enum Quoting {
  /// The text as one word of a command: bare where it can be, quoted where it must be.
  public static func word(_ text: String) -> String {
    if isBareWord(text) { return text }
    let hasControls = text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    if !hasControls, !text.utf8.contains(UInt8(ascii: "'")) { return "'\(text)'" }
    return doubleQuoted(text)
  }

  /// The text in double quotes, with escapes, and with every `${` made harmless.
  public static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "$": result += "\\$"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        result += "\\x" + (hex.count < 2 ? "0" : "") + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether the text, unquoted, is one positional word with exactly this text.
  ///
  /// Characters beyond ASCII are always quoted: several of them are spaces.
  static func isBareWord(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if first == UInt8(ascii: "#") || first == UInt8(ascii: "=") { return false }
    if first == UInt8(ascii: "-"), let second = text.utf8.dropFirst().first {
      // Words such as -x and --x would be taken as options; -1 would not.
      if second == UInt8(ascii: "-") || Characters.isLetter(second) { return false }
    }
    return text.utf8.allSatisfy { $0 < 0x80 && Characters.isBareWordByte($0) }
  }
}
