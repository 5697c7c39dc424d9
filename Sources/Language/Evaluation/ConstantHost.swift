/// A host without commands: evaluates what consists of constants and given variables.
struct ConstantHost: CommandHost {
  var variables: [String: Value]

  mutating func run(_ invocation: EvaluatedInvocation) throws(Diagnostic) -> Value {
    throw Diagnostic("a command is not a constant", at: invocation.syntax.span)
  }
}

extension Value {
  /// Reads what `literal` wrote, or any other expression without commands and variables; nothing
  /// if the text is not one.
  public init?(literal text: String) {
    var host = ConstantHost(variables: [:])
    guard let value = try? Value.parse(text, in: &host) else { return nil }
    self = value
  }

  private static func parse(
    _ text: String, in host: inout ConstantHost
  ) throws(Diagnostic) -> Value {
    // In parentheses, so that nothing can be taken for a command or an assignment.
    let script = Parser.parse(SourceText(name: "literal", text: "(\n\(text)\n)"))
    if let first = script.diagnostics.first { throw first }
    guard script.statements.count == 1, case .expression(let expression) = script.statements[0].kind
    else { throw Diagnostic("`\(text.shortened)` is not one expression", kind: .usage) }
    return try Evaluator.value(of: expression, in: &host)
  }
}
