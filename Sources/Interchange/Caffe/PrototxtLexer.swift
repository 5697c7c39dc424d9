/// Cuts protobuf's text format into tokens.
///
/// The format is described at https://protobuf.dev/reference/protobuf/textformat-spec.
struct PrototxtLexer {
  enum Token: Equatable {
    /// Letters, digits and `_`, not beginning with a digit; behind a minus as in `-inf`.
    case word(String)
    /// A number as it is written.
    case number(String)
    /// The bytes of a string, without its quotes.
    case string([UInt8])
    /// One of `{ } < > [ ] : , ; . / -`.
    case sign(Character)
    case end

    /// The token in an error.
    var words: String {
      switch self {
      case .word(let text), .number(let text): "`\(text)`"
      case .string: "a string"
      case .sign(let sign): "`\(sign)`"
      case .end: "the end"
      }
    }
  }

  private let bytes: [UInt8]
  private var offset = 0
  /// Where the next byte stands.
  private(set) var place = TextPlace(line: 1, column: 1)

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The next byte, if there is one.
  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Goes on by a byte.
  mutating func advance() {
    guard let byte = next else { return }
    offset += 1
    if byte == UInt8(ascii: "\n") {
      place.line += 1
      place.column = 1
    } else if next.map({ $0 & 0xC0 != 0x80 }) ?? true {
      // A character counts when its last byte is passed.
      place.column += 1
    }
  }

  /// The next token and where it begins.
  mutating func token() throws(CaffeError) -> (token: Token, place: TextPlace) {
    skipSpace()
    let start = place
    guard let byte = next else { return (.end, start) }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return (.string(try string(byte)), start)
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: "/"), UInt8(ascii: "-"):
      advance()
      return (.sign(Character(Unicode.Scalar(byte))), start)
    case UInt8(ascii: "."):
      advance()
      guard let next, Self.isDigit(next) else { return (.sign("."), start) }
      return (try number(beginning: ".", at: start), start)
    default:
      if Self.isDigit(byte) { return (try number(beginning: "", at: start), start) }
      guard Self.isLetter(byte) else {
        throw CaffeError("a character that means nothing here", at: start)
      }
      return (.word(take { Self.isLetter($0) || Self.isDigit($0) }), start)
    }
  }

  private mutating func skipSpace() {
    while let byte = next {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0B,
        0x0C:
        advance()
      case UInt8(ascii: "#"):
        while let byte = next, byte != UInt8(ascii: "\n") { advance() }
      default: return
      }
    }
  }

  /// The bytes, all ASCII, up to the first that does not belong.
  private mutating func take(while belongs: (UInt8) -> Bool) -> String {
    let start = offset
    while let byte = next, belongs(byte) { advance() }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func number(
    beginning: String, at start: TextPlace
  ) throws(CaffeError) -> Token {
    var text = beginning
    var before = UInt8(ascii: " ")
    text += take { byte in
      defer { before = byte }
      let isExponentSign =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
        && (before == UInt8(ascii: "e") || before == UInt8(ascii: "E"))
      return Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: ".")
        || isExponentSign
    }
    let token = Token.number(text)
    guard PrototxtValue.number(text).float != nil else {
      throw CaffeError("`\(text.prefix(40))` is no number", at: start)
    }
    return token
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
