import Display
import Language
import Session

/// Writes what came of statements, and what is wrong, where it belongs.
package struct ResultPrinter: Sendable {
  let console: Console
  /// Whether each statement gives an object of JSON on standard output.
  let json: Bool
  /// Whether results are left out.
  let quiet: Bool

  /// A printer.
  package init(console: Console, json: Bool = false, quiet: Bool = false) {
    self.console = console
    self.json = json
    self.quiet = quiet
  }

  /// Shows the result of a statement, or why it failed.
  /// - Throws: `OutputError` if standard output could not be written.
  package func show(_ result: StatementResult) throws(OutputError) {
    if json { return try console.output.write(result.json.json + "\n") }
    if let error = result.error { return tell([error]) }
    if quiet { return }
    let text = result.display.plainText(width: console.output.width, style: console.output.style)
    if !text.isEmpty { try console.output.write(text + "\n") }
  }

  /// Shows what is wrong with a text of which nothing has run, or what stopped it between two
  /// statements.
  ///
  /// - Parameter name: what the text is called.
  /// - Throws: `OutputError` if standard output could not be written.
  package func show(_ diagnostics: [Diagnostic], of name: String) throws(OutputError) {
    guard json else { return tell(diagnostics) }
    let object: Value = [
      "file": .string(name), "status": "error", "diagnostics": .list(diagnostics.map(\.record)),
    ]
    try console.output.write(object.json + "\n")
  }

  /// Shows diagnostics to a person.
  package func tell(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    console.error.writeIfPossible(DiagnosticRenderer(style: console.error.style).text(diagnostics))
  }
}
