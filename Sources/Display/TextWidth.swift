/// How many terminal columns text takes: 2 for East Asian wide characters and emoji, 0 for a lone
/// combining mark, 1 for the rest.
///
/// C's `wcwidth` would ask the locale; results must not depend on it.
public enum TextWidth {
  /// The columns that a text takes in one line.
  public static func of(_ text: some StringProtocol) -> Int {
    let isPrintableASCII = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    return isPrintableASCII ? text.utf8.count : text.reduce(0) { $0 + of($1) }
  }

  /// The columns that a character takes.
  public static func of(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      if scalar == emojiPresentation || isWide(scalar) { return 2 }
      if !takesNoColumn(scalar) { width = 1 }
    }
    return width
  }

  /// The text if it takes at most `width` columns, else its beginning with `…` at the end.
  public static func cut(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    var kept = ""
    var taken = 1  // the ellipsis
    for character in text {
      taken += of(character)
      if taken > width { break }
      kept.append(character)
    }
    return width > 0 ? kept + "…" : ""
  }

  /// The text with control characters made visible (`␛` for escape), so that a name read from a
  /// file cannot drive the terminal.
  ///
  /// - Parameter kept: control characters that stay, such as the line feed.
  public static func visible(_ text: String, keeping kept: [Unicode.Scalar] = []) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) && !kept.contains($0) }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(kept.contains(scalar) ? scalar : picture(of: scalar))
    }
    return String(result)
  }

  /// Variation selector 16, which asks for the emoji form of the character before it.
  private static let emojiPresentation: Unicode.Scalar = "\u{FE0F}"

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }

  /// Unicode's control picture of a control character; the scalar itself if it is none.
  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0: "\u{FFFD}"
    default: scalar
    }
  }

  private static func takesNoColumn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: scalar.value != 0xAD  // soft hyphen
    default: false
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return scalar.properties.isEmojiPresentation
      || wideRanges.contains { $0.contains(scalar.value) }
  }

  /// East Asian Width W and F (Unicode Standard Annex 11), without unassigned gaps.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul initial consonants
    0x2E80...0x303E,  // CJK radicals and punctuation
    0x3041...0xA4CF,  // kana, CJK ideographs, Yi
    0xA960...0xA97F,  // Hangul extended A
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // CJK compatibility ideographs
    0xFE30...0xFE6F,  // CJK compatibility forms
    0xFF01...0xFF60,  // full-width forms
    0xFFE0...0xFFE6,  // full-width signs
    0x1F300...0x1F64F,  // pictographs
    0x1F680...0x1F6FF,  // transport
    0x1F900...0x1F9FF,  // supplemental pictographs
    0x20000...0x3FFFD,  // CJK ideographs of planes 2 and 3
  ]
}
