import Display

/// Turns diagnostics into text; the only place that does.
///
/// ```
/// lenet.dc:3:7: error: train has no option --epoch
///   train --epoch 12
///         ^^^^^^^
///   help: did you mean --epochs?
/// ```
public struct DiagnosticRenderer: Sendable {
  /// Whether colour and weight may be used.
  public var style: TextStyle
  /// The most characters of a source line that are shown.
  private static let maximumLength = 160

  /// Makes a renderer.
  public init(style: TextStyle = .plain) { self.style = style }

  /// Several diagnostics as text, one after another.
  public func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { text($0) }.joined()
  }

  /// A diagnostic as text of one or more whole lines.
  public func text(_ diagnostic: Diagnostic) -> String {
    var text = ""
    if let span = diagnostic.span {
      let start = span.start
      let place = "\(TextWidth.visible(span.source.name)):\(start.line):\(start.column):"
      text += style.apply(.title, to: place) + " "
    }
    let severity = style.apply(role(diagnostic.severity), to: "\(diagnostic.severity.rawValue):")
    text += severity + " " + style.apply(.title, to: indented(diagnostic.message)) + "\n"
    if let span = diagnostic.span { text += excerpt(span) }
    if let help = diagnostic.help {
      text += "  " + style.apply(.good, to: "help:") + " " + indented(help) + "\n"
    }
    for note in diagnostic.notes {
      text += "  " + style.apply(.heading, to: "note:") + " " + indented(note) + "\n"
    }
    return text
  }

  private func role(_ severity: Diagnostic.Severity) -> TextStyle.Role {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .heading
    }
  }

  /// Further lines of a message stand below its first, and nothing in it drives the terminal.
  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TextWidth.visible(String($0)) }.joined(separator: "\n    ")
  }

  /// The line of source with carets under the words.
  private func excerpt(_ span: SourceSpan) -> String {
    let source = span.source
    let line = source.lineRange(span.start.line)
    guard !line.isEmpty else { return "" }
    let low = min(max(span.range.lowerBound, line.lowerBound), line.upperBound)
    let high = min(max(span.range.upperBound, low), line.upperBound)
    let (before, isCutBefore) = Self.end(of: source.text(in: line.lowerBound..<low))
    let (marked, isCutMarked) = Self.beginning(
      of: source.text(in: low..<high), length: Self.maximumLength)
    let room = max(0, Self.maximumLength - before.count - marked.count)
    let (after, isCutAfter) = Self.beginning(
      of: source.text(in: high..<line.upperBound), length: isCutMarked ? 0 : room)
    let shown =
      (isCutBefore ? "…" : "") + before + marked + after
      + (isCutMarked || isCutAfter ? "…" : "")
    // Tabs stay tabs, so that the caret stands under its words whatever a tab's width is.
    let padding = before.map { character in
      character == "\t" ? "\t" : String(repeating: " ", count: TextWidth.of(character))
    }
    let width = marked.reduce(0) { $0 + ($1 == "\t" ? 1 : TextWidth.of($1)) }
    let caret = style.apply(.good, to: String(repeating: "^", count: max(1, width)))
    return "  \(shown)\n  \(isCutBefore ? " " : "")\(padding.joined())\(caret)\n"
  }

  /// The end of a text that stands before the marked words, with control characters visible.
  private static func end(of text: String) -> (text: String, isCut: Bool) {
    let kept = text.suffix(maximumLength / 2)
    return (TextWidth.visible(String(kept), keeping: ["\t"]), kept.startIndex > text.startIndex)
  }

  private static func beginning(of text: String, length: Int) -> (text: String, isCut: Bool) {
    let kept = text.prefix(length)
    return (TextWidth.visible(String(kept), keeping: ["\t"]), kept.endIndex < text.endIndex)
  }
}
