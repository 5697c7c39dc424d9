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
    var stripper = Stripper(characters: Array(text))
    stripper.run()
    return String(stripper.result)
  }
}

/// Goes through a source once, with a stack of what it is in.
private struct Stripper {
  private enum Place {
    case code(parentheses: Int)
    case quotes(count: Int, hashes: Int)
  }

  let characters: [Character]
  var result: [Character] = []
  private var position = 0
  private var places: [Place] = [.code(parentheses: 0)]

  init(characters: [Character]) { self.characters = characters }

  mutating func run() {
    while position < characters.count {
      switch places.last {
      case .quotes(let count, let hashes): stepInQuotes(count, hashes)
      default: stepInCode()
      }
    }
  }

  private func starts(with text: String, at offset: Int = 0) -> Bool {
    characters[min(position + offset, characters.count)...].starts(with: text)
  }

  private mutating func blank(_ count: Int) {
    for character in characters[position..<min(position + count, characters.count)] {
      result.append(character == "\n" ? "\n" : " ")
    }
    position += count
  }

  private mutating func keep(_ count: Int = 1) {
    result += characters[position..<min(position + count, characters.count)]
    position += count
  }

  private mutating func stepInCode() {
    if starts(with: "//") {
      while position < characters.count, characters[position] != "\n" { blank(1) }
    } else if starts(with: "/*") {
      while position < characters.count, !starts(with: "*/") { blank(1) }
      blank(2)
    } else if let (count, hashes) = openingQuotes() {
      places.append(.quotes(count: count, hashes: hashes))
      keep(hashes + count)
    } else if case .code(let parentheses) = places.last {
      let change = characters[position] == "(" ? 1 : characters[position] == ")" ? -1 : 0
      places[places.count - 1] = .code(parentheses: parentheses + change)
      keep()
      if parentheses + change < 0, places.count > 1 { places.removeLast() }
    }
  }

  private func openingQuotes() -> (count: Int, hashes: Int)? {
    var hashes = 0
    while starts(with: "#", at: hashes) { hashes += 1 }
    guard starts(with: "\"", at: hashes) else { return nil }
    return (starts(with: "\"\"\"", at: hashes) ? 3 : 1, hashes)
  }

  private mutating func stepInQuotes(_ count: Int, _ hashes: Int) {
    let marks = String(repeating: "#", count: hashes)
    let end = String(repeating: "\"", count: count) + marks
    if starts(with: end) {
      places.removeLast()
      keep(end.count)
    } else if starts(with: "\\\(marks)(") {
      // Up to the parenthesis that closes it, this is code.
      places.append(.code(parentheses: 0))
      blank(2 + hashes)
    } else if starts(with: "\\\(marks)") {
      blank(2 + hashes)
    } else {
      blank(1)
    }
  }
}
