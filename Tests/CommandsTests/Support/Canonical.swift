import Language
import Session

/// Writing a command down and reading it again.
enum Canonical {
  /// The command that a text describes.
  static func command<C: Command>(_ type: C.Type, _ text: String) throws -> C {
    let script = Parser.parse(SourceText(name: "canonical", text: text))
    if let error = script.diagnostics.first { throw error }
    guard script.statements.count == 1, case .command(let syntax) = script.statements[0].kind else {
      throw Diagnostic("`\(text)` is not one command")
    }
    return try C.signature.bind(EvaluatedInvocation(constants: syntax))
  }

  /// Whether a command survives; its canonical text if so.
  static func survives<C: Command>(_ type: C.Type, _ text: String) throws -> String? {
    let command = try command(type, text)
    let canonical = C.signature.canonical(command)
    let again = try self.command(type, canonical)
    return again == command && C.signature.canonical(again) == canonical ? canonical : nil
  }
}
