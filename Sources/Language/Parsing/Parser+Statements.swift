extension Parser {
  /// All statements of the text, or of the block that the position is in.
  mutating func statements() -> [Statement] {
    var statements: [Statement] = []
    while true {
      beginStatement()
      skipSeparators()
      if isAtEnd || isEndOfBlock { return statements }
      let start = position
      let firstToken = tokens.count
      var kind: Statement.Kind?
      do {
        kind = try statement()
        try endOfStatement()
      } catch {
        recover(from: start)
        kind = kind ?? unfinished(tokens.dropFirst(firstToken))
      }
      let span = spanWithoutTrivia(from: start)
      statements.append(Statement(kind: kind ?? .invalid, span: span))
    }
  }

  /// Forgets what a statement before left behind.
  private mutating func beginStatement() {
    newlinesAreSpaces = false
    namesAreVariables = false
    depth = frame.depth
    openings.removeLast(max(0, openings.count - frame.openings))
    firstLongQuote = nil
    // What the text ends in stays, for completion.
    guard !isAtEnd else { return }
    owner = frame.owner
    pending.removeLast(max(0, pending.count - frame.pending))
  }

  private mutating func skipSeparators() {
    while !isAtEnd {
      skipTrivia()
      if byte() == UInt8(ascii: ";") {
        emit(.semicolon, count: 1)
      } else if newlineLength(at: position) > 0 {
        emit(.newline, count: newlineLength(at: position))
      } else {
        return
      }
    }
  }

  /// From `start` to the last token that is not trivia.
  func spanWithoutTrivia(from start: Int) -> SourceSpan {
    let end = tokens.last { !$0.isTrivia }?.range.upperBound ?? start
    return source.span(start..<max(start, end))
  }

  /// What is left of a statement that could not be parsed: an assignment still sets its
  /// variable, so that later lines are not blamed for it.
  private func unfinished(_ tokens: ArraySlice<Token>) -> Statement.Kind {
    let words = Array(tokens.lazy.filter { !$0.isTrivia }.prefix(2))
    guard words.count == 2, words[0].kind == .name, words[1].kind == .equals else {
      return .invalid
    }
    let name = Name(text: source.text(in: words[0].range), span: source.span(words[0].range))
    let rest = source.span(words[1].range.upperBound..<words[1].range.upperBound)
    return .assignment(name: name, value: Expression(kind: .invalid, span: rest))
  }

  /// One statement; the position is at its first character.
  private mutating func statement() throws(Failure) -> Statement.Kind {
    let nameEnd = Characters.nameEnd(bytes, from: position)
    guard nameEnd > position else { return try unnamedStatement() }
    if isAssignment(after: nameEnd) { return try assignment(nameEnd: nameEnd) }
    // Statements that are no commands begin with a word of their own; they are added here.
    switch wordText(to: nameEnd) {
    case "expect": return try expectation()
    default: break
    }
    if startsExpression(nameEnd: nameEnd) { return .expression(try expression()) }
    return .command(try invocation())
  }

  /// The text to `end` if a word ends there.
  private func wordText(to end: Int) -> String? {
    let next = end < bytes.count ? bytes[end] : 0x20
    guard !Characters.isBareWordByte(next) || next == UInt8(ascii: "(") else { return nil }
    return source.text(in: position..<end)
  }

  private mutating func unnamedStatement() throws(Failure) -> Statement.Kind {
    switch byte() {
    case UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "+"), UInt8(ascii: "."):
      return .expression(try expression())
    case UInt8(ascii: "-")
    where byte(1) != UInt8(ascii: "-") && !Characters.isLetter(byte(1)):
      return .expression(try expression())
    case let digit where Characters.isDigit(digit): return .expression(try expression())
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      throw fail(
        "this \(nextDescription()) closes nothing", from: position, to: position + 1,
        help: "remove it, or open it before")
    default:
      throw failExpecting("a command or an expression")
    }
  }

  private func isAssignment(after nameEnd: Int) -> Bool {
    var offset = nameEnd
    while offset < bytes.count, Characters.isSpace(bytes[offset]) { offset += 1 }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "=") else { return false }
    return offset + 1 >= bytes.count || bytes[offset + 1] != UInt8(ascii: "=")
  }

  private mutating func assignment(nameEnd: Int) throws(Failure) -> Statement.Kind {
    let span = source.span(position..<nameEnd)
    let name = Name(text: span.text, span: span)
    emit(.name, to: nameEnd)
    skipTrivia()
    emit(.equals, count: 1)
    if Self.reservedNames.contains(name.text) {
      throw fail(
        "`\(name.text)` cannot be assigned", from: span.range.lowerBound,
        to: span.range.upperBound, help: "choose another name")
    }
    return .assignment(name: name, value: try expression())
  }

  /// Names that have a meaning of their own and cannot be variables.
  static let reservedNames: Set<String> = [
    "True", "False", "None", "and", "or", "not", "it", "expect",
  ]

  /// Whether a name that ends there begins an expression and not a command.
  func startsExpression(nameEnd: Int) -> Bool {
    if nameEnd < bytes.count, bytes[nameEnd] == UInt8(ascii: "(") { return true }
    switch wordText(to: nameEnd) {
    case "True", "False", "None", "not": return true
    default: return false
    }
  }

  private mutating func expectation() throws(Failure) -> Statement.Kind {
    emit(.name, count: 6)
    skipTrivia()
    let condition = try expression()
    skipTrivia()
    guard byte() == UInt8(ascii: "\"") || byte() == UInt8(ascii: "'") else {
      return .expect(condition, message: nil)
    }
    return .expect(condition, message: try primary())
  }

  /// Checks that nothing is left of a statement.
  private mutating func endOfStatement() throws(Failure) {
    skipTrivia()
    if isAtEnd || isEndOfBlock || byte() == UInt8(ascii: ";") { return }
    if newlineLength(at: position) > 0 { return }
    if let remedy = operatorRemedy() {
      throw fail(
        "\(nextDescription()) is not an operator here", from: position,
        to: position + max(1, nextLength()), help: remedy)
    }
    let last = tokens.last { !$0.isTrivia }
    let isPercent = last?.kind == .number && byte(-1) == UInt8(ascii: "%")
    throw failExpecting(
      "the end of the statement",
      help: isPercent
        ? "write `a % b`, with spaces, for the remainder" : "separate statements with `;`")
  }

  /// What to write instead of operators of other languages.
  private func operatorRemedy() -> String? {
    switch byte() {
    case UInt8(ascii: "="): "write `name = …` to assign, `==` to compare"
    case UInt8(ascii: "&"): "write `and`"
    case UInt8(ascii: "|"): "write `or`"
    case UInt8(ascii: "!"): "write `not`"
    default: nil
    }
  }
}
