/// Whether a typed text can be run, needs more lines, or is wrong already.
public enum Completeness: Sendable, Equatable {
  /// It can be run.
  case complete
  /// It needs more; the next line is best indented by so many spaces.
  case incomplete(indent: Int)
  /// It is wrong, whatever may follow.
  case invalid
}

extension Parser {
  /// Tells whether a text is complete, for a prompt or a notebook.
  public static func completeness(of text: String) -> Completeness {
    var parser = Parser(SourceText(name: "", text: text), recovers: false)
    let script = parser.script()
    // An error at the very end may be cured by what follows a `\`.
    let end = script.source.utf8.count
    let isWrong = script.diagnostics.contains { ($0.span?.range.lowerBound ?? 0) < end }
    if isWrong { return .invalid }
    if parser.isIncomplete { return .incomplete(indent: parser.openIndent) }
    return script.diagnostics.isEmpty ? .complete : .invalid
  }
}
