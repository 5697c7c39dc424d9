/// The word at the end of a typed text, and what stands before it in its command.
package struct WordContext {
  /// The text, as a source.
  package let source: SourceText
  /// The arguments before the word; none outside a command.
  package private(set) var before: [Invocation.Argument]
  /// Whether a command may begin with the word.
  package private(set) var isFirst = false
  /// The word as typed so far, without its opening quote.
  package private(set) var text: String
  /// Where the word begins, behind its opening quote if it has one.
  package private(set) var start: Int
  /// Whether the text ends in a comment.
  package let isComment: Bool
  /// The quote that is open at the end, if one is.
  package let openQuote: Character?
  /// The commands in whose blocks the word stands, outermost first.
  package private(set) var owners: [Invocation] = []

  /// Where the text ends.
  package var end: Int { source.utf8.count }

  /// Looks at the end of a text.
  package init(typed: String) {
    source = SourceText(name: "", text: typed)
    var parser = Parser(source, recovers: false)
    let tokens = parser.script().tokens
    isComment = tokens.last?.kind == .comment
    before = parser.pending.last?.invocation.arguments ?? []
    owners = Self.owners(of: parser.pending.last?.owner, parser.pending)
    // In a block, but in none of its commands.
    let isBetween = parser.pending.isEmpty || parser.pending.last?.isInBlock == true
    if isBetween {
      before = []
      owners = Self.owners(of: parser.owner, parser.pending)
    }
    text = ""
    start = source.utf8.count
    if let opening = parser.openAtEnd, let quote = Self.quote(opening.close) {
      openQuote = quote
      start = opening.offset + 1
    } else {
      openQuote = nil
      if let last = before.last, last.span.range.upperBound == start {
        start = last.span.range.lowerBound
        before.removeLast()
        isFirst = before.isEmpty
      } else if isBetween {
        findNameOutsideCommands(tokens, isInBrackets: parser.openAtEnd?.isBlock == false)
      }
    }
    text = source.text(in: start..<end)
  }

  private static func owners(of level: Int?, _ pending: [Parser.Pending]) -> [Invocation] {
    var owners: [Invocation] = []
    var level = level
    while let next = level {
      owners.insert(pending[next].invocation, at: 0)
      level = pending[next].owner
    }
    return owners
  }

  private static func quote(_ byte: UInt8) -> Character? {
    switch byte {
    case UInt8(ascii: "\""): "\""
    case UInt8(ascii: "'"): "'"
    default: nil
    }
  }

  /// Outside a command stands a name, of a function for instance, or nothing.
  private mutating func findNameOutsideCommands(_ tokens: [Token], isInBrackets: Bool) {
    while start > 0, Characters.isNameByte(source.utf8[start - 1]) { start -= 1 }
    let before = tokens.prefix { $0.range.upperBound <= start }
    let spaces: Set<Token.Kind> = isInBrackets ? [.newline, .whitespace] : [.whitespace]
    let last = before.last { !spaces.contains($0.kind) && $0.kind != .comment }
    guard let last else {
      isFirst = true
      return
    }
    switch last.kind {
    case .newline, .shebang, .semicolon: isFirst = true
    case .open:
      let bracket = source.text(in: last.range)
      isFirst = bracket == "(" || (bracket == "{" && !owners.isEmpty)
    default: isFirst = false
    }
  }
}
