extension PrototxtLexer {
  /// The bytes of a string; the next byte is its quote.
  mutating func string(_ quote: UInt8) throws(CaffeError) -> [UInt8] {
    let start = place
    advance()
    var result: [UInt8] = []
    while let byte = next {
      switch byte {
      case quote:
        advance()
        return result
      case UInt8(ascii: "\n"):
        throw CaffeError("a string ends with its line: its quote is missing", at: start)
      case UInt8(ascii: "\\"):
        try escape(into: &result)
      default:
        result.append(byte)
        advance()
      }
    }
    throw CaffeError("a string has no end", at: start)
  }

  /// Takes a backslash and what belongs to it.
  private mutating func escape(into result: inout [UInt8]) throws(CaffeError) {
    let start = place
    advance()
    guard let byte = next else { throw CaffeError("a string has no end", at: start) }
    if let digit = Self.digit(byte, base: 8) {
      // Up to three digits; protobuf, too, keeps the low byte of what is larger.
      advance()
      let value = number(digit, base: 8, most: 2)
      result.append(UInt8(truncatingIfNeeded: value))
      return
    }
    advance()
    switch byte {
    case UInt8(ascii: "a"): result.append(7)
    case UInt8(ascii: "b"): result.append(8)
    case UInt8(ascii: "f"): result.append(12)
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "r"): result.append(13)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "v"): result.append(11)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"):
      result.append(byte)
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      guard next.flatMap({ Self.digit($0, base: 16) }) != nil else {
        throw CaffeError("`\\x` needs a hexadecimal digit", at: start)
      }
      result.append(UInt8(truncatingIfNeeded: number(0, base: 16, most: 2)))
    case UInt8(ascii: "u"): try unicode(digits: 4, at: start, into: &result)
    case UInt8(ascii: "U"): try unicode(digits: 8, at: start, into: &result)
    default: throw CaffeError("a backslash with a character that means nothing", at: start)
    }
  }

  private mutating func unicode(
    digits: Int, at start: TextPlace, into result: inout [UInt8]
  ) throws(CaffeError) {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = next.flatMap({ Self.digit($0, base: 16) }) else {
        throw CaffeError("a Unicode escape needs \(digits) hexadecimal digits", at: start)
      }
      advance()
      value = value << 4 | digit
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw CaffeError("a Unicode escape that is no character", at: start)
    }
    result.append(contentsOf: Array(String(scalar).utf8))
  }

  /// A number that goes on for some more digits.
  private mutating func number(_ first: UInt32, base: UInt32, most: Int) -> UInt32 {
    var value = first
    for _ in 0..<most {
      guard let digit = next.flatMap({ Self.digit($0, base: base) }) else { break }
      advance()
      value = value * base + digit
    }
    return value
  }

  private static func digit(_ byte: UInt8, base: UInt32) -> UInt32? {
    let digit: UInt32
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt32(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt32(byte) - 55
    default: return nil
    }
    return digit < base ? digit : nil
  }
}
