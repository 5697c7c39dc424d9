extension PrototxtMessage {
  /// The deepest that messages may be nested, as in protobuf's own readers.
  public static let deepestNesting = 100

  /// Reads a file in protobuf's text format.
  ///
  /// Comments, messages in braces or angle brackets, lists, separators, strings in several pieces,
  /// names of extensions: all that the format has.
  /// - Parameter bytes: the whole file.
  /// - Throws: `CaffeError` with the place of what is wrong.
  public init(parsing bytes: [UInt8]) throws(CaffeError) {
    var parser = try PrototxtParser(bytes)
    self.init(try parser.fields(until: nil, from: TextPlace(line: 1, column: 1), depth: 0))
  }
}

/// Makes messages of tokens.
private struct PrototxtParser {
  private var lexer: PrototxtLexer
  private var token = PrototxtLexer.Token.end
  private var place = TextPlace(line: 1, column: 1)

  init(_ bytes: [UInt8]) throws(CaffeError) {
    lexer = PrototxtLexer(bytes)
    try advance()
  }

  private mutating func advance() throws(CaffeError) {
    (token, place) = try lexer.token()
  }

  /// Goes on if a sign is next.
  private mutating func skip(_ sign: Character) throws(CaffeError) -> Bool {
    guard token == .sign(sign) else { return false }
    try advance()
    return true
  }

  private func expected(_ what: String) -> CaffeError {
    CaffeError("\(what) is expected here, not \(token.words)", at: place)
  }

  /// Fields up to a closing bracket, which is taken, or up to the end of the file.
  /// - Parameter start: where the opening bracket stands.
  mutating func fields(
    until end: Character?, from start: TextPlace, depth: Int
  ) throws(CaffeError) -> [PrototxtField] {
    guard depth <= PrototxtMessage.deepestNesting else {
      throw CaffeError(
        "messages are nested deeper than \(PrototxtMessage.deepestNesting)", at: start)
    }
    var fields: [PrototxtField] = []
    while true {
      if let end, token == .sign(end) {
        try advance()
        return fields
      }
      if token == .end {
        guard end == nil else { throw CaffeError("a message has no end", at: start) }
        return fields
      }
      try field(into: &fields, depth: depth)
      if try !skip(",") { _ = try skip(";") }
    }
  }

  private mutating func field(
    into fields: inout [PrototxtField], depth: Int
  ) throws(CaffeError) {
    let name = try name()
    let hasColon = try skip(":")
    guard token == .sign("[") else {
      fields.append(try value(of: name, hasColon: hasColon, depth: depth))
      return
    }
    try advance()
    if try skip("]") { return }
    repeat {
      fields.append(try value(of: name, hasColon: hasColon, depth: depth))
    } while try skip(",")
    guard try skip("]") else { throw expected("`,` or `]`") }
  }

  /// A field's name, or that of an extension in brackets.
  private mutating func name() throws(CaffeError) -> String {
    if case .word(let name) = token {
      try advance()
      return name
    }
    guard try skip("[") else { throw expected("the name of a field") }
    var name = "["
    while true {
      switch token {
      case .word(let part): name += part
      case .sign("."): name += "."
      case .sign("/"): name += "/"
      case .sign("-"): name += "-"
      case .sign("]"):
        guard name.utf8.count > 1 else { throw expected("the name of an extension") }
        try advance()
        return name + "]"
      default: throw expected("the name of an extension")
      }
      try advance()
    }
  }

  private mutating func value(
    of name: String, hasColon: Bool, depth: Int
  ) throws(CaffeError) -> PrototxtField {
    let start = place
    func field(_ value: PrototxtValue) -> PrototxtField {
      PrototxtField(name: name, value: value, place: start)
    }
    for (opening, closing) in [("{", "}"), ("<", ">")] as [(Character, Character)]
    where try skip(opening) {
      return field(.message(.init(try fields(until: closing, from: start, depth: depth + 1))))
    }
    guard hasColon else { throw expected("`:` or `{`") }
    let isNegative = try skip("-")
    let sign = isNegative ? "-" : ""
    switch token {
    case .number(let text):
      try advance()
      return field(.number(sign + text))
    case .word(let word):
      try advance()
      let value = PrototxtValue.word(sign + word)
      guard !isNegative || value.float != nil else {
        throw CaffeError("a minus stands before a number", at: start)
      }
      return field(value)
    case .string(var bytes) where !isNegative:
      try advance()
      // Strings that follow each other are one.
      while case .string(let more) = token {
        bytes += more
        try advance()
      }
      return field(.string(bytes))
    default: throw expected("a value")
    }
  }
}
