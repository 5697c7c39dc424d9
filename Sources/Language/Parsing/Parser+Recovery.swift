/// What happens after an error: the rest of the statement is passed over, so that every
/// statement of a script is looked at and one mistake gives one diagnostic.
extension Parser {
  /// How often parsing may go back to the line of an unclosed bracket or quote.
  static let maximumReturns = 50

  /// Gives up a statement that began at `start`.
  mutating func recover(from start: Int) {
    let unclosed = isAtEnd ? unclosedOpening() : nil
    if let unclosed {
      isIncomplete = true
      // The innermost comes first, and what is open around it was open before.
      if openAtEnd == nil {
        openAtEnd = openings.last
        openIndent = Self.isQuote(openings.last?.close ?? 0) ? 0 : 2 * openings.count
      }
      giveUp(unclosed, start: start)
    } else {
      passOver(start: start)
    }
    openings.removeLast(max(0, openings.count - frame.openings))
  }

  /// The brackets and quotes of the statement itself that are open.
  private var ownOpenings: ArraySlice<Opening> { openings.dropFirst(frame.openings) }

  /// The quote or bracket to blame when the end was reached: quotes come in pairs, so the one
  /// that is left over at the end is seldom the one that was forgotten.
  private func unclosedOpening() -> Opening? {
    let own = ownOpenings
    let endsInQuote = own.contains { Self.isQuote($0.close) }
    return endsInQuote ? firstLongQuote ?? own.last : own.first
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// The end was reached between brackets or quotes: goes on with the next line after the
  /// culprit, as if it had been closed on its line.
  private mutating func giveUp(_ opening: Opening, start: Int) {
    guard recovers else { return }
    let lineEnd = lineEnd(from: opening.offset)
    let end = opening.isBlock ? likelyEnd(ofBlockAt: opening.offset) : lineEnd
    let hasError = diagnostics.contains { start..<lineEnd ~= ($0.span?.range.lowerBound ?? -1) }
    if returns < Self.maximumReturns, end < bytes.count {
      returns += 1
      rewind(to: end)
    }
    guard !hasError else { return }
    let text = source.text(in: opening.offset..<(opening.offset + 1))
    let close = String(decoding: [opening.close], as: UTF8.self)
    report(
      "this `\(text)` is never closed", from: opening.offset, to: opening.offset + 1,
      help: "close it with `\(close)`")
  }

  /// Forgets all tokens and errors from an offset on.
  private mutating func rewind(to offset: Int) {
    while let last = tokens.last, last.range.upperBound > offset { tokens.removeLast() }
    position = tokens.last?.range.upperBound ?? 0
    emit(.skipped, to: offset)
    diagnostics.removeAll { ($0.span?.range.lowerBound ?? 0) > offset }
  }

  /// Passes over the rest of the statement: to the end of the line on which all its brackets
  /// are closed.
  private mutating func passOver(start: Int) {
    guard returns < Self.maximumReturns else {
      return emit(.skipped, to: lineEnd(from: position))
    }
    let (end, isClosed) = statementEnd()
    if isClosed { return emit(.skipped, to: end) }
    // The brackets are never closed: that was the mistake, and the next line is another matter.
    returns += 1
    guard recovers, let first = ownOpenings.first, lineEnd(from: first.offset) < position else {
      return emit(.skipped, to: min(end, lineEnd(from: position)))
    }
    diagnostics.removeAll { start..<bytes.count ~= ($0.span?.range.lowerBound ?? -1) }
    giveUp(first, start: start)
  }

  /// Where the statement ends, judged by brackets and quotes alone, and whether the brackets
  /// that are open are closed there.
  private func statementEnd() -> (offset: Int, isClosed: Bool) {
    var closes = ownOpenings.filter { !Self.isQuote($0.close) }.map(\.close)
    var offset = position
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ";"):
        let isEnd = byte == UInt8(ascii: ";") || newlineLength(at: offset) > 0
        if isEnd, closes.isEmpty { return (offset, true) }
      case UInt8(ascii: "#") where offset == 0 || bytes[offset - 1] <= 0x20:
        offset = lineEnd(from: offset)
        continue
      case UInt8(ascii: "\\"): offset += newlineLength(at: offset + 1)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // A quote that is not closed on its line is taken as a stray character.
        let next = bytes[(offset + 1)...].firstIndex { $0 == byte || $0 == UInt8(ascii: "\n") }
        if let next, bytes[next] == byte { offset = next }
      case UInt8(ascii: "("): closes.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): closes.append(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): closes.append(UInt8(ascii: "}"))
      case UInt8(ascii: "}") where frame.openings > 0 && !closes.contains(byte):
        return (offset, closes.isEmpty)
      default:
        if byte == closes.last { closes.removeLast() }
      }
      offset += 1
    }
    return (bytes.count, closes.isEmpty)
  }
}
