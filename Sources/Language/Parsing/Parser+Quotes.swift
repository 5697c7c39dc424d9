extension Parser {
  /// A text in quotes.
  mutating func quoted() throws(Failure) -> [Word.Piece] {
    byte() == UInt8(ascii: "'") ? [.text(try rawText())] : try interpolatedText()
  }

  /// `'…'`: everything up to the next quote, as it stands.
  private mutating func rawText() throws(Failure) -> String {
    let start = position
    let opening = Opening(offset: position, close: byte())
    let end = bytes[(position + 1)...].firstIndex(of: opening.close)
    noteLine(opening, to: end ?? bytes.count)
    emit(.rawText, to: end.map { $0 + 1 } ?? bytes.count)
    guard let end else {
      openings.append(opening)
      throw Failure()
    }
    return source.text(in: (start + 1)..<end)
  }

  /// Remembers the first quote that runs over the end of a line.
  private mutating func noteLine(_ opening: Opening, to end: Int) {
    guard firstLongQuote == nil, lineEnd(from: opening.offset) < end else { return }
    firstLongQuote = opening
  }

  /// `"…"` with escapes and `${…}`.
  private mutating func interpolatedText() throws(Failure) -> [Word.Piece] {
    let opening = Opening(offset: position, close: byte())
    openings.append(opening)
    emit(.quote, count: 1)
    var pieces: [Word.Piece] = []
    while !isAtEnd {
      switch byte() {
      case UInt8(ascii: "\""):
        emit(.quote, count: 1)
        openings.removeLast()
        return joined(pieces)
      case UInt8(ascii: "\\"):
        pieces.append(.text(escape()))
      case UInt8(ascii: "$") where byte(1) == UInt8(ascii: "{"):
        pieces.append(.value(try interpolation()))
      default:
        var end = position + 1
        while end < bytes.count, !isSpecialInText(end) { end += 1 }
        noteLine(opening, to: end)
        pieces.append(.text(source.text(in: position..<end)))
        emit(.text, to: end)
      }
    }
    throw Failure()
  }

  private func isSpecialInText(_ offset: Int) -> Bool {
    switch bytes[offset] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): true
    case UInt8(ascii: "$"): offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "{")
    default: false
    }
  }

  /// `${expression}`; a bare name in it is a variable.
  mutating func interpolation() throws(Failure) -> Expression {
    try deeper { (parser) throws(Failure) in
      let spaces = parser.newlinesAreSpaces
      let names = parser.namesAreVariables
      let owner = parser.owner
      parser.owner = nil
      parser.openings.append(Opening(offset: parser.position + 1, close: UInt8(ascii: "}")))
      parser.emit(.interpolationStart, count: 2)
      parser.newlinesAreSpaces = true
      parser.namesAreVariables = true
      let expression = try parser.expression()
      parser.skipTrivia()
      guard parser.byte() == UInt8(ascii: "}") else {
        throw parser.failExpecting("`}` to end the `${`")
      }
      parser.emit(.interpolationEnd, count: 1)
      parser.openings.removeLast()
      parser.newlinesAreSpaces = spaces
      parser.namesAreVariables = names
      parser.owner = owner
      return expression
    }
  }

  /// `\` and what follows in double quotes.
  private mutating func escape() -> String {
    let next = byte(1)
    switch next {
    case UInt8(ascii: "n"): return simpleEscape("\n")
    case UInt8(ascii: "t"): return simpleEscape("\t")
    case UInt8(ascii: "r"): return simpleEscape("\r")
    case UInt8(ascii: "\""): return simpleEscape("\"")
    case UInt8(ascii: "'"): return simpleEscape("'")
    case UInt8(ascii: "\\"): return simpleEscape("\\")
    case UInt8(ascii: "$"): return simpleEscape("$")
    case UInt8(ascii: "x"): return codeEscape(digits: 2)
    case UInt8(ascii: "u"): return codeEscape(digits: 4)
    case UInt8(ascii: "U"): return codeEscape(digits: 8)
    default:
      // `\` at the end of a line joins it with the next.
      let newline = newlineLength(at: position + 1)
      if newline > 0 {
        emit(.continuation, count: 1 + newline)
        return ""
      }
      let end = position + 1 + Characters.scalarLength(bytes, at: position + 1)
      let text = source.text(in: position..<end)
      report(
        "`\(text)` is no escape", from: position, to: end,
        help:
          "write \\\\ for a backslash; the escapes are \\n \\t \\r \\\" \\' \\\\ \\$ \\xHH \\uHHHH")
      emit(.escape, to: end)
      return text
    }
  }

  private mutating func simpleEscape(_ text: String) -> String {
    emit(.escape, count: 2)
    return text
  }

  private mutating func codeEscape(digits: Int) -> String {
    let start = position
    let end = min(position + 2 + digits, bytes.count)
    let hex = bytes[(position + 2)..<end].prefix { Characters.isHexDigit($0) }
    emit(.escape, to: hex.endIndex)
    let value = UInt32(String(decoding: hex, as: UTF8.self), radix: 16)
    guard hex.count == digits, let value, let scalar = UnicodeScalar(value) else {
      report(
        "`\(source.text(in: start..<position))` is no character", from: start, to: position,
        help: "write \(digits) hexadecimal digits of a Unicode scalar")
      return ""
    }
    return String(scalar)
  }
}
