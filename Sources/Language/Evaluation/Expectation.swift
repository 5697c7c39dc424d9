/// Checks `expect` and tells, where it does not hold, with which values.
enum Expectation {
  static func check<Host: CommandHost>(
    _ condition: Expression, message: Expression?, in host: inout Host
  ) throws(Diagnostic) {
    let (value, shown) = try trace(condition, in: &host)
    guard !value.isTrue else { return }
    let written = "expect \(condition.span.text)"
    var text = "\(written) failed: \(shown)"
    if let message {
      text = "\(try Evaluator.value(of: message, in: &host).displayText): \(text)"
    }
    throw Diagnostic(text, at: condition.span, kind: .expectation)
  }

  /// The value of a condition, and the condition with values in place of its operands. Each
  /// operand is evaluated once: it may run commands.
  private static func trace<Host: CommandHost>(
    _ expression: Expression, in host: inout Host
  ) throws(Diagnostic) -> (value: Value, shown: String) {
    switch expression.kind {
    case .unary(.not, let operand):
      let (value, shown) = try trace(operand, in: &host)
      return (.bool(!value.isTrue), "not \(shown)")
    case .chain(let first, let steps):
      guard let level = steps.first?.operation.level, level <= BinaryOperator.comparisonLevel
      else { break }
      var (value, shown) = try trace(first, in: &host)
      for step in steps {
        let isDecided =
          (step.operation == .and && !value.isTrue) || (step.operation == .or && value.isTrue)
        if isDecided { continue }
        let right = try trace(step.operand, in: &host)
        let span = first.span.joined(with: step.operand.span)
        value = try Arithmetic.apply(step.operation, value, right.value, at: span)
        shown += " \(step.operation.rawValue) \(right.shown)"
      }
      return (value, shown)
    default: break
    }
    let value = try Evaluator.value(of: expression, in: &host)
    return (value, value.literal.shortened)
  }
}
