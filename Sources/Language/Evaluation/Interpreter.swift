/// Runs statements one by one; commands and variables are the host's.
public enum Interpreter {
  /// What a statement gave.
  public enum Outcome: Sendable, Equatable {
    /// A command ran and gave a result.
    case command(Value)
    /// An expression has this value, which is to be shown.
    case value(Value)
    /// A variable was set; nothing is to be shown.
    case assigned(name: String, Value)
    /// An `expect` held.
    case held
  }

  /// Runs a statement.
  ///
  /// - Throws: why it failed, with a place; an `expect` that does not hold has the kind
  ///   `.expectation`.
  public static func run(
    _ statement: Statement, in host: inout some CommandHost
  ) throws(Diagnostic) -> Outcome {
    do throws(Diagnostic) {
      switch statement.kind {
      case .assignment(let name, let expression):
        let value = try Evaluator.value(of: expression, in: &host)
        host.variables[name.text] = value
        return .assigned(name: name.text, value)
      case .command(let invocation):
        return .command(try Evaluator.run(invocation, in: &host))
      case .expression(let expression):
        return .value(try Evaluator.value(of: expression, in: &host))
      case .expect(let condition, let message):
        try Expectation.check(condition, message: message, in: &host)
        return .held
      case .invalid:
        throw Diagnostic("the statement could not be parsed", at: statement.span, kind: .usage)
      }
    } catch {
      throw error.placed(at: statement.span)
    }
  }
}
