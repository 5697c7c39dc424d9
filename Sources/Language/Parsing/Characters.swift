/// The classes of characters that the lexer tells apart; everything works on UTF-8 bytes.
package enum Characters {
  package static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  package static func isHexDigit(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return isDigit(byte) || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f"))
  }

  package static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  /// ASCII letters, digits and `_`.
  package static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
  }

  /// What may stand in the name of an option: a name byte or `-`.
  package static func isOptionByte(_ byte: UInt8) -> Bool {
    isNameByte(byte) || byte == UInt8(ascii: "-")
  }

  /// Space, tab, vertical tab, form feed and a carriage return that stands alone.
  package static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C || byte == 0x0D
  }

  /// Characters that a bare word may not hold because a later version gives them a meaning.
  package static func isReserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "`"):
      true
    default: false
    }
  }

  /// Characters that a bare word runs on over; all others end it or begin another piece.
  package static func isBareWordByte(_ byte: UInt8) -> Bool {
    if byte <= 0x20 || byte == 0x7F || isReserved(byte) { return false }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "$"), UInt8(ascii: "\\"),
      UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      return false
    default: return true
    }
  }

  /// The length in bytes of a space beyond ASCII that people paste by accident: the no-break
  /// space and the byte-order mark; 0 for anything else.
  package static func pastedSpaceLength(_ bytes: [UInt8], at offset: Int) -> Int {
    guard offset < bytes.count else { return 0 }
    if bytes[offset...].starts(with: [0xC2, 0xA0]) { return 2 }
    if bytes[offset...].starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    return 0
  }

  /// The length in bytes of the character that starts at `offset` in valid UTF-8; 0 at the end.
  package static func scalarLength(_ bytes: [UInt8], at offset: Int) -> Int {
    guard offset < bytes.count else { return 0 }
    let length =
      switch bytes[offset] {
      case 0xC0..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0...: 4
      default: 1
      }
    return min(length, bytes.count - offset)
  }

  /// The end of the name that starts at `offset`, or `offset` if none does: a letter or `_`,
  /// then letters, digits and `_`. Letters beyond ASCII count as letters.
  package static func nameEnd(_ bytes: [UInt8], from offset: Int) -> Int {
    var end = offset
    while end < bytes.count {
      let byte = bytes[end]
      if byte < 0x80 {
        guard isNameByte(byte), end > offset || !isDigit(byte) else { break }
        end += 1
      } else {
        let length = scalarLength(bytes, at: end)
        let text = String(decoding: bytes[end..<(end + length)], as: UTF8.self)
        guard let scalar = text.unicodeScalars.first else { break }
        let properties = scalar.properties
        guard end > offset ? properties.isXIDContinue : properties.isXIDStart else { break }
        end += length
      }
    }
    return end
  }
}
