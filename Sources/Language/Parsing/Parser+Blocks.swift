/// Blocks: statements between braces, which may stand in lines of their own.
///
/// The statements of a block are parsed as those of a script are. What belongs to the statement
/// around the block (its brackets, its depth) lies below the frame and is left alone.
extension Parser {
  /// What surrounds the statements that are being parsed.
  struct Frame {
    /// How many brackets are open around them.
    var openings = 0
    /// How many commands are begun around them.
    var pending = 0
    /// How deep they are nested.
    var depth = 0
    /// The command among `pending` in whose block they stand.
    var owner: Int?
  }

  /// A command that was begun and has not ended.
  struct Pending {
    var invocation: Invocation
    /// The command among those before it in whose block it stands, if it stands in one.
    var owner: Int?
    /// Whether its block has begun.
    var isInBlock = false
  }

  /// Whether the brace at the position begins a block: a record begins with a text in quotes,
  /// and an empty pair of braces is an empty record.
  var isBlockNext: Bool {
    guard byte() == UInt8(ascii: "{") else { return false }
    var offset = position + 1
    while offset < bytes.count {
      let pasted = Characters.pastedSpaceLength(bytes, at: offset)
      switch bytes[offset] {
      case UInt8(ascii: "#"): offset = lineEnd(from: offset)
      case UInt8(ascii: "\n"): offset += 1
      case _ where Characters.isSpace(bytes[offset]): offset += 1
      case UInt8(ascii: "\\") where newlineLength(at: offset + 1) > 0: offset += 1
      case _ where pasted > 0: offset += pasted
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "}"): return false
      default: return true
      }
    }
    return true
  }

  /// `{ statements }`.
  ///
  /// - Parameter owner: the command among `pending` whose block it is, if it is a command's.
  mutating func block(owner: Int?) throws(Failure) -> Block {
    let start = position
    return try deeper { (parser) throws(Failure) in
      let outer = (parser.frame, parser.newlinesAreSpaces, parser.namesAreVariables, parser.owner)
      let longQuote = parser.firstLongQuote
      parser.openings.append(
        Opening(offset: start, close: UInt8(ascii: "}"), isBlock: true))
      parser.emit(.open, count: 1)
      parser.owner = owner
      if let owner { parser.pending[owner].isInBlock = true }
      parser.frame = Frame(
        openings: parser.openings.count, pending: parser.pending.count, depth: parser.depth,
        owner: owner)
      let statements = parser.statements()
      parser.frame = outer.0
      guard parser.byte() == UInt8(ascii: "}") else { throw Failure() }
      parser.emit(.close, count: 1)
      parser.openings.removeLast()
      (_, parser.newlinesAreSpaces, parser.namesAreVariables, parser.owner) = outer
      parser.firstLongQuote = longQuote
      return Block(statements: statements, span: parser.source.span(start..<parser.position))
    }
  }

  /// Whether the brace at the position ends the block whose statements are being parsed.
  var isEndOfBlock: Bool { frame.openings > 0 && byte() == UInt8(ascii: "}") }

  /// Where a block that is never closed ends in all likelihood: before the first line that is
  /// not indented more than the line on which the block begins.
  func likelyEnd(ofBlockAt offset: Int) -> Int {
    let line = source.position(at: offset).line
    let indent = indentation(ofLine: line) ?? 0
    var end = lineEnd(from: offset)
    var next = line + 1
    while end < bytes.count {
      let range = source.lineRange(next)
      // Empty lines belong to a block if what follows them does.
      if let own = indentation(ofLine: next) {
        guard own > indent else {
          // Its brace stands here, but was taken for one inside the block that was forgotten.
          let first = range.lowerBound + own
          return own == indent && bytes[first] == UInt8(ascii: "}") ? first + 1 : end
        }
        end = range.upperBound
      } else if range.upperBound >= bytes.count {
        break
      }
      next += 1
    }
    return end
  }

  /// The spaces at the beginning of a line; nothing for an empty line.
  private func indentation(ofLine line: Int) -> Int? {
    let range = source.lineRange(line)
    let count = bytes[range].prefix { Characters.isSpace($0) }.count
    return count == range.count ? nil : count
  }
}
