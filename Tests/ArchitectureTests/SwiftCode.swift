/// Swift source as far as these tests understand it.
enum SwiftCode {
  /// Modules that a text imports, whatever stands before the word.
  static func imports(in text: String) -> Set<String> {
    var modules: Set<String> = []
    for line in withoutTexts(text).split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
        words[..<index].allSatisfy({ $0.hasPrefix("@") || access.contains($0) })
      else { continue }
      let name = kinds.contains(words[index + 1]) ? words.last : words[index + 1]
      modules.insert(String((name ?? "").prefix { $0 != "." }))
    }
    return modules
  }

  private static let access: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private",
  ]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "func", "var", "let", "protocol", "typealias",
  ]

  /// Lines with a `!` behind a value, which traps when the value is nil, counted from 1.
  static func forceUnwraps(in text: String) -> [Int] {
    let lines = withoutTexts(text).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.filter { index in
      guard lines[index].utf8.contains(UInt8(ascii: "!")) else { return false }
      let characters = Array(lines[index])
      return characters.indices.dropFirst().contains { place in
        let before = characters[place - 1]
        let isValue = before.isLetter || before.isNumber || "_)]}\"?".contains(before)
        let isComparison = place + 1 < characters.count && characters[place + 1] == "="
        return characters[place] == "!" && isValue && !isComparison
      }
    }.map { $0 + 1 }
  }

  /// The code alone: comments and the words in quotes are blank, what is interpolated is left.
  static func withoutTexts(_ text: String) -> String {
    var stripper = Stripper(bytes: Array(text.utf8))
    stripper.run()
    return String(decoding: stripper.result, as: UTF8.self)
  }
}

/// Goes through a source once, with a stack of what it is in.
private struct Stripper {
  private enum Place {
    case code(parentheses: Int)
    case quotes(count: Int, hashes: Int)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")
  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let backslash = UInt8(ascii: "\\")
  private static let open = UInt8(ascii: "(")
  private static let close = UInt8(ascii: ")")
  private static let newline = UInt8(ascii: "\n")

  let bytes: [UInt8]
  var result: [UInt8] = []
  private var position = 0
  private var places: [Place] = [.code(parentheses: 0)]

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    result.reserveCapacity(bytes.count)
    while position < bytes.count {
      switch places[places.count - 1] {
      case .quotes(let count, let hashes): stepInQuotes(count, hashes)
      case .code(let parentheses): stepInCode(parentheses)
      }
    }
  }

  private func byte(_ offset: Int) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  /// How many of a byte stand in a row.
  private func run(of wanted: UInt8, at offset: Int, most: Int = .max) -> Int {
    var count = 0
    while count < most, byte(offset + count) == wanted { count += 1 }
    return count
  }

  private mutating func blank(_ count: Int) {
    for byte in bytes[position..<min(position + count, bytes.count)] {
      result.append(byte == Self.newline ? byte : UInt8(ascii: " "))
    }
    position += count
  }

  private mutating func keep(_ count: Int) {
    result += bytes[position..<min(position + count, bytes.count)]
    position += count
  }

  private mutating func stepInCode(_ parentheses: Int) {
    switch (byte(0), byte(1)) {
    case (Self.slash, Self.slash):
      blank((bytes[position...].firstIndex(of: Self.newline) ?? bytes.count) - position)
    case (Self.slash, Self.star):
      while position < bytes.count, byte(0) != Self.star || byte(1) != Self.slash { blank(1) }
      blank(2)
    case (Self.open, _), (Self.close, _):
      let depth = parentheses + (byte(0) == Self.open ? 1 : -1)
      places[places.count - 1] = .code(parentheses: depth)
      keep(1)
      if depth < 0, places.count > 1 { places.removeLast() }
    case (Self.quote, _), (Self.hash, _):
      let hashes = run(of: Self.hash, at: 0)
      guard byte(hashes) == Self.quote else { return keep(max(1, hashes)) }
      let count = run(of: Self.quote, at: hashes, most: 3) == 3 ? 3 : 1
      places.append(.quotes(count: count, hashes: hashes))
      keep(hashes + count)
    default: keep(1)
    }
  }

  private mutating func stepInQuotes(_ count: Int, _ hashes: Int) {
    switch byte(0) {
    case Self.quote
    where run(of: Self.quote, at: 0, most: count) == count
      && run(of: Self.hash, at: count, most: hashes) == hashes:
      places.removeLast()
      keep(count + hashes)
    case Self.backslash where run(of: Self.hash, at: 1, most: hashes) == hashes:
      // Up to the parenthesis that closes it, what is interpolated is code.
      if byte(1 + hashes) == Self.open { places.append(.code(parentheses: 0)) }
      blank(2 + hashes)
    default: blank(1)
    }
  }
}
