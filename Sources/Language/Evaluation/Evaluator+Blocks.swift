extension Evaluator {
  /// An invocation with the values of all its words, also of those in its block.
  ///
  /// Assignments in the block hold to its end. Nothing in it runs, but for commands in
  /// parentheses: what its statements do is the affair of the command.
  static func evaluated<Host: CommandHost>(
    _ invocation: Invocation, in host: inout Host
  ) throws(Diagnostic) -> EvaluatedInvocation {
    var evaluated = try EvaluatedInvocation(invocation) { (word) throws(Diagnostic) in
      try value(of: word, in: &host)
    }
    guard let block = invocation.block else { return evaluated }
    let before = host.variables
    defer {
      let last = host.variables["it"]
      host.variables = before
      host.variables["it"] = last
    }
    for statement in block.statements {
      switch statement.kind {
      case .assignment(let name, let expression):
        host.variables[name.text] = try value(of: expression, in: &host)
      case .command(let inner): evaluated.body.append(try Self.evaluated(inner, in: &host))
      // The command refuses them.
      case .expression, .expect, .invalid: break
      }
    }
    return evaluated
  }
}
