/// Reads the text of a script or a typed line into statements.
///
/// Nothing in a text makes it throw, trap or run away: what is wrong becomes a diagnostic with a
/// place, parsing goes on with the next statement, and nesting is bounded. The tokens it records
/// are the source, byte for byte.
public struct Parser {
  /// How deep brackets and operators may nest.
  public static let maximumDepth = 200

  let source: SourceText
  let bytes: [UInt8]
  /// Whether a statement that runs to the end for want of a closing bracket or quote is given
  /// up at the end of its line, so that the statements after it are checked too.
  let recovers: Bool
  var position = 0
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  var depth = 0
  /// The brackets and quotes of the current statement that are open.
  var openings: [Opening] = []
  /// The first quote of the current statement that ran over the end of a line.
  var firstLongQuote: Opening?
  /// Whether the end of a line is a space, as it is between brackets.
  var newlinesAreSpaces = false
  /// Whether a bare name is a variable, as it is in `${…}`.
  var namesAreVariables = false
  /// Whether the text ends before its last statement does.
  var isIncomplete = false
  /// The innermost bracket or quote that was open at the end of the text.
  var openAtEnd: Opening?
  /// How many spaces best indent the line that must follow.
  var openIndent = 0
  /// Invocations begun and not ended, innermost last; what was being typed at the end.
  var pending: [Pending] = []
  /// What surrounds the statements that are being parsed.
  var frame = Frame()
  /// The command among `pending` in whose block the position is, outside its inner brackets.
  var owner: Int?
  /// How often parsing went back for `recovers`; bounded, as each time may reach to the end.
  var returns = 0

  /// A bracket or a quote that must be closed.
  struct Opening {
    var offset: Int
    var close: UInt8
    /// Whether it is the brace of a block.
    var isBlock = false
  }

  /// Ends the parsing of a statement; what is wrong has been recorded.
  struct Failure: Error {}

  init(_ source: SourceText, recovers: Bool) {
    self.source = source
    bytes = source.utf8
    self.recovers = recovers
  }

  /// Parses a whole text.
  public static func parse(_ source: SourceText) -> Script {
    var parser = Parser(source, recovers: true)
    return parser.script()
  }

  mutating func script() -> Script {
    if let offset = source.firstInvalidByte {
      report("the text is not UTF-8", from: offset, to: offset, help: "save it as UTF-8")
    }
    if bytes.starts(with: Array("#!".utf8)) { emit(.shebang, to: lineEnd(from: 0)) }
    let statements = self.statements()
    diagnostics.sort(by: Diagnostic.isBefore)
    return Script(
      source: source, statements: statements, diagnostics: diagnostics, tokens: tokens)
  }

  // MARK: Characters

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at a distance from the position; zero beyond the end.
  func byte(_ distance: Int = 0) -> UInt8 {
    let offset = position + distance
    return offset < bytes.count ? bytes[offset] : 0
  }

  func isNext(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  func lineEnd(from offset: Int) -> Int {
    guard let newline = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) else {
      return bytes.count
    }
    return newline > offset && bytes[newline - 1] == UInt8(ascii: "\r") ? newline - 1 : newline
  }

  /// The length of the end of a line that stands at an offset; 0 if none does.
  func newlineLength(at offset: Int) -> Int {
    guard offset < bytes.count else { return 0 }
    if bytes[offset] == UInt8(ascii: "\n") { return 1 }
    let isReturn = bytes[offset] == UInt8(ascii: "\r")
    return isReturn && bytes[offset...].starts(with: [0x0D, 0x0A]) ? 2 : 0
  }

  // MARK: Tokens

  mutating func emit(_ kind: Token.Kind, to end: Int) {
    guard end > position else { return }
    tokens.append(Token(kind, position..<end))
    position = end
  }

  mutating func emit(_ kind: Token.Kind, count: Int) { emit(kind, to: position + count) }

  /// Passes over spaces, continued lines and comments, and over ends of lines between brackets.
  mutating func skipTrivia() {
    while !isAtEnd {
      var end = position
      while end < bytes.count {
        let length =
          Characters.isSpace(bytes[end]) && newlineLength(at: end) == 0
          ? 1 : Characters.pastedSpaceLength(bytes, at: end)
        if length == 0 { break }
        end += length
      }
      emit(.whitespace, to: end)
      if byte() == UInt8(ascii: "\\") {
        let length = newlineLength(at: position + 1)
        guard length > 0 || position + 1 == bytes.count else { return }
        if length == 0 { isIncomplete = true }
        emit(.continuation, count: 1 + length)
      } else if byte() == UInt8(ascii: "#") {
        emit(.comment, to: lineEnd(from: position))
      } else if newlinesAreSpaces, newlineLength(at: position) > 0 {
        emit(.newline, count: newlineLength(at: position))
      } else {
        return
      }
    }
  }

  // MARK: Diagnostics

  mutating func report(_ message: String, from start: Int, to end: Int, help: String? = nil) {
    let span = source.span(start..<max(start, end))
    diagnostics.append(.usage(message, at: span, help: help))
  }

  /// Records an error that ends the statement.
  mutating func fail(
    _ message: String, from start: Int, to end: Int, help: String? = nil
  ) -> Failure {
    report(message, from: start, to: end, help: help)
    return Failure()
  }

  /// Records that something else should stand at the position, which ends the statement. At the
  /// end of the text inside brackets that is only the missing bracket, which is told elsewhere.
  mutating func failExpecting(_ what: String, help: String? = nil) -> Failure {
    if isAtEnd, !openings.isEmpty { return Failure() }
    let end = position + nextLength()
    return fail("expected \(what), not \(nextDescription())", from: position, to: end, help: help)
  }

  /// What stands at the position, for a message.
  func nextDescription() -> String {
    if isAtEnd { return "the end of the text" }
    if newlineLength(at: position) > 0 { return "the end of the line" }
    return "`\(source.text(in: position..<(position + nextLength())).shortened)`"
  }

  /// The length in bytes of the word or the character at the position.
  func nextLength() -> Int {
    if isAtEnd || newlineLength(at: position) > 0 { return 0 }
    let name = Characters.nameEnd(bytes, from: position)
    if name > position { return name - position }
    let digits = NumberLiteral.digitsEnd(bytes, from: position)
    if digits > position { return digits - position }
    return Characters.scalarLength(bytes, at: position)
  }

  /// Runs a part of the grammar one level deeper, if that is not too deep.
  mutating func deeper<Result>(
    _ parse: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard depth < Self.maximumDepth else {
      throw fail(
        "this is nested more than \(Self.maximumDepth) levels deep", from: position,
        to: position + nextLength(), help: "assign parts of it to variables")
    }
    depth += 1
    defer { depth -= 1 }
    return try parse(&self)
  }
}
