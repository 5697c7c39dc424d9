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
    guard let expression = Parser.expression(in: text) else { return nil }
    var host = ConstantHost(variables: [:])
    guard let value = try? Evaluator.value(of: expression, in: &host) else { return nil }
    self = value
  }
}

extension Parser {
  /// A text that is one expression, over any number of lines; nothing if it is not.
  static func expression(in text: String) -> Expression? {
    var parser = Parser(SourceText(name: "literal", text: text), recovers: false)
    parser.newlinesAreSpaces = true
    guard let expression = try? parser.expression() else { return nil }
    parser.skipTrivia()
    return parser.isAtEnd && parser.diagnostics.isEmpty ? expression : nil
  }
}
