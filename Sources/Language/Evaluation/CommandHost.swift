/// What runs commands and keeps variables while a script is evaluated.
public protocol CommandHost {
  /// Runs a command and gives its result, a record as a rule.
  ///
  /// - Throws: why it failed; without a span the words of the command are taken.
  mutating func run(_ invocation: EvaluatedInvocation) throws(Diagnostic) -> Value
  /// The variables by name, without `$`; `it` is the result of the last command.
  var variables: [String: Value] { get set }
}
