extension Parser {
  /// A command with its words and its block, up to the end of the statement or a closing
  /// bracket.
  mutating func invocation() throws(Failure) -> Invocation {
    let start = position
    let begun = Invocation(arguments: [], span: source.span(start..<start))
    pending.append(Pending(invocation: begun, owner: owner))
    let level = pending.count - 1
    var takesOptions = true
    while true {
      skipTrivia()
      if isEndOfWords { break }
      if isBlockNext, !pending[level].invocation.arguments.isEmpty {
        let block = try block(owner: level)
        var invocation = pending[level].invocation
        pending.removeLast(pending.count - level)
        invocation.block = block
        invocation.span = source.span(start..<position)
        return invocation
      }
      let argument = takesOptions ? try argument() : .word(try word())
      if case .endOfOptions = argument { takesOptions = false }
      pending[level].invocation.arguments.append(argument)
      pending[level].invocation.span = spanWithoutTrivia(from: start)
      try checkAssignmentMistake(pending[level].invocation)
    }
    // What the text ends in stays, for completion.
    return isAtEnd ? pending[level].invocation : pending.remove(at: level).invocation
  }

  private var isEndOfWords: Bool {
    if isAtEnd || newlineLength(at: position) > 0 { return true }
    switch byte() {
    case UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return true
    default: return false
    }
  }

  private var isEndOfWord: Bool {
    isEndOfWords || Characters.isSpace(byte())
      || Characters.pastedSpaceLength(bytes, at: position) > 0 || isContinuation
  }

  private var isContinuation: Bool {
    guard byte() == UInt8(ascii: "\\") else { return false }
    return position + 1 == bytes.count || newlineLength(at: position + 1) > 0
  }

  /// `x.y = 3` reads like an assignment and would be an unknown command.
  private mutating func checkAssignmentMistake(_ invocation: Invocation) throws(Failure) {
    guard invocation.arguments.count == 2, case .word(let second) = invocation.arguments[1],
      second.bareText == "="
    else { return }
    let range = invocation.arguments[0].span.range
    throw fail(
      "`\(source.text(in: range).shortened)` cannot be assigned", from: range.lowerBound,
      to: range.upperBound, help: "only a whole variable can, such as `name = …`")
  }

  private mutating func argument() throws(Failure) -> Invocation.Argument {
    guard isNext("--") else { return .word(try word()) }
    if Characters.isLetter(byte(2)) { return try option() }
    let next = byte(2)
    if position + 2 == bytes.count || Characters.isSpace(next)
      || newlineLength(at: position + 2) > 0
    {
      let span = source.span(position..<(position + 2))
      emit(.option, count: 2)
      return .endOfOptions(span)
    }
    return .word(try word())
  }

  private mutating func option() throws(Failure) -> Invocation.Argument {
    var end = position + 2
    while end < bytes.count, Characters.isOptionByte(bytes[end]) { end += 1 }
    let span = source.span(position..<end)
    let name = Name(text: source.text(in: (position + 2)..<end), span: span)
    emit(.option, to: end)
    if byte() == UInt8(ascii: "=") {
      emit(.equals, count: 1)
      if isEndOfWord {
        report(
          "a value is missing after `=`", from: span.range.lowerBound, to: position,
          help: "write --\(name.text)=VALUE")
        return .option(name, value: emptyWord())
      }
      return .option(name, value: try word())
    }
    guard isEndOfWord else { throw failExpecting("a space or `=` after --\(name.text)") }
    return .option(name, value: nil)
  }

  private func emptyWord() -> Word {
    Word(pieces: [], isQuoted: true, span: source.span(position..<position))
  }

  /// A word: bare text, quotes and values without a space between them.
  mutating func word() throws(Failure) -> Word {
    let start = position
    var pieces: [Word.Piece] = []
    var isQuoted = false
    while !isEndOfWord {
      switch byte() {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        isQuoted = true
        pieces += try quoted()
      case UInt8(ascii: "$"):
        pieces.append(.value(try dollar()))
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        guard position == start else {
          throw fail(
            "a word cannot go on with \(nextDescription())", from: position, to: position + 1,
            help: "put the word in quotes, or a space before the bracket")
        }
        pieces.append(.value(try postfix(isWord: true)))
      case UInt8(ascii: "\\"):
        pieces.append(.text(bareEscape()))
      case let byte where Characters.isReserved(byte):
        report(
          "\(nextDescription()) cannot stand in a word", from: position, to: position + 1,
          help: "put the word in quotes")
        emit(.bareText, count: 1)
        pieces.append(.text(String(UnicodeScalar(byte))))
      default:
        pieces.append(.text(bareText()))
      }
    }
    return Word(pieces: joined(pieces), isQuoted: isQuoted, span: source.span(start..<position))
  }

  private mutating func bareText() -> String {
    var end = position
    while end < bytes.count, Characters.isBareWordByte(bytes[end]),
      Characters.pastedSpaceLength(bytes, at: end) == 0
    {
      end += 1
    }
    if end == position {
      report(
        "a control character cannot stand in a word", from: position, to: position + 1,
        help: "remove it, or write it as \\x.. in double quotes")
      end += 1
    }
    let text = source.text(in: position..<end)
    emit(.bareText, to: end)
    return text
  }

  /// `\` and a character outside quotes: the character itself, whatever its meaning.
  private mutating func bareEscape() -> String {
    let end = position + 1 + Characters.scalarLength(bytes, at: position + 1)
    let text = source.text(in: (position + 1)..<end)
    if Characters.isNameByte(byte(1)) {
      report(
        "outside quotes `\\\(text)` has no meaning", from: position, to: end,
        help: "put the word in double quotes, or write `\\\\` for a backslash")
    }
    emit(.escape, to: end)
    return text
  }

  /// Joins neighbouring texts.
  func joined(_ pieces: [Word.Piece]) -> [Word.Piece] {
    var result: [Word.Piece] = []
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .value:
        if !text.isEmpty { result.append(.text(text)) }
        text = ""
        result.append(piece)
      }
    }
    return text.isEmpty ? result : result + [.text(text)]
  }
}
