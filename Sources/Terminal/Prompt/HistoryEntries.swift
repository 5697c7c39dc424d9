import Language

/// Cuts what was typed into the entries that can be recalled.
package enum HistoryEntries {
  /// One entry for each statement, with all its lines; statements that share a line stay together.
  ///
  /// A text that begins with a space is kept out, as is one of only spaces.
  package static func split(_ text: String) -> [String] {
    guard let first = text.first, first != " " else { return [] }
    let script = Parser.parse(SourceText(name: "", text: text))
    let source = script.source
    var starts: [Int] = []
    var lastLine = 0
    for statement in script.statements {
      let line = statement.span.start.line
      if line > lastLine { starts.append(source.lineRange(line).lowerBound) }
      lastLine = max(lastLine, statement.span.end.line)
    }
    // What stands before the first statement (comments) belongs to it.
    starts = [0] + starts.dropFirst()
    let ends = starts.dropFirst() + [source.utf8.count]
    return zip(starts, ends).map { trimmed(source.text(in: $0..<$1)) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    let isSpace = { (character: Character) in character.isWhitespace }
    let rest = text.drop(while: isSpace)
    return String(rest.reversed().drop(while: isSpace).reversed())
  }
}
