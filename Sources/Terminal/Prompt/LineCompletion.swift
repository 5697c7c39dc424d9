import Language

/// What may replace the end of a line up to the cursor: the language's proposals and file names,
/// quoted as they must be.
package struct LineCompletion: Equatable {
  /// Where the replaced part begins, a UTF-8 offset in the line.
  package var start: Int
  /// The texts that fit.
  package var matches: [String]
  /// What is typed behind an only match.
  package var suffix: Character?
  /// Whether all of them are paths, of which only the last part needs to be listed.
  package var areFileNames: Bool

  /// What the language proposes, with file names where they fit.
  ///
  /// - Parameters:
  ///   - completion: what the language proposes.
  ///   - line: the line.
  ///   - files: gives the paths that begin with a text.
  package init(_ completion: Completion, line: String, files: (String) -> [String]) {
    let bytes = Array(line.utf8)
    let range = completion.range.clamped(to: 0..<bytes.count)
    start = range.lowerBound
    matches = completion.candidates.map(\.text)
    let kind = completion.candidates.first?.kind
    // A variable may go on with a field, a layer's pattern with its value.
    let endsWord = kind != .variable && kind != .function && kind != .layer
    suffix = endsWord ? " " : nil
    areFileNames = false
    guard completion.wantsFiles else { return }

    let typed = String(decoding: bytes[range], as: UTF8.self)
    let quote = start > 0 ? Self.quote(bytes[start - 1]) : nil
    guard let paths = Self.paths(typed, quote: quote, files: files) else { return }
    let isQuoted = paths.contains { $0.hasPrefix("'") || $0.hasPrefix("\"") }
    areFileNames = matches.isEmpty && !paths.isEmpty && !isQuoted
    matches += paths
    if matches.count == 1, let path = paths.first {
      suffix = path.hasSuffix("/") ? nil : quote ?? " "
    }
  }

  /// The paths as they are typed: bare, or inside the open quote.
  private static func paths(
    _ typed: String, quote: Character?, files: (String) -> [String]
  ) -> [String]? {
    switch quote {
    case "'":
      return files(typed).filter { !$0.contains("'") }
    case .some:
      // Escapes in what was typed so far would have to be read back.
      guard !typed.contains(where: { "\\$".contains($0) }) else { return nil }
      return files(typed).map { String(Quoting.doubleQuoted($0).dropFirst().dropLast()) }
    case nil:
      return files(typed).map { path in
        let word = Quoting.word(path)
        // A folder goes on with a name in it, inside the quotes.
        return word != path && path.hasSuffix("/") ? String(word.dropLast()) : word
      }
    }
  }

  private static func quote(_ byte: UInt8) -> Character? {
    switch byte {
    case UInt8(ascii: "'"): "'"
    case UInt8(ascii: "\""): "\""
    default: nil
    }
  }
}
