import Language

/// A parsed text in one line a statement, with brackets that show how it was understood.
func shape(_ text: String) -> [String] {
  parse(text).statements.map(shape)
}

/// A script of a text called `test.dc`.
func parse(_ text: String) -> Script { Parser.parse(SourceText(name: "test.dc", text: text)) }

/// The diagnostics of a text as "line:column message".
func mistakes(_ diagnostics: [Diagnostic]) -> [String] {
  diagnostics.map { diagnostic in
    let place = diagnostic.span.map { "\($0.start.line):\($0.start.column)" } ?? "-"
    return "\(place) \(diagnostic.message)"
  }
}

private func shape(_ statement: Statement) -> String {
  switch statement.kind {
  case .assignment(let name, let value): "\(name.text) := \(shape(value))"
  case .command(let invocation): shape(invocation)
  case .expression(let expression): "show \(shape(expression))"
  case .expect(let condition, let message):
    "expect \(shape(condition))" + (message.map { " else \(shape($0))" } ?? "")
  case .invalid: "invalid"
  }
}

func shape(_ invocation: Invocation) -> String {
  let arguments = invocation.arguments.map { argument in
    switch argument {
    case .word(let word): shape(word)
    case .option(let name, let value): "--\(name.text)" + (value.map { "=\(shape($0))" } ?? "")
    case .endOfOptions: "--"
    }
  }
  let block = invocation.block.map { "{\($0.statements.map(shape).joined(separator: "; "))}" }
  return "<\(arguments.joined(separator: "|"))>\(block ?? "")"
}

private func shape(_ word: Word) -> String {
  (word.isQuoted ? "q" : "") + shape(word.pieces)
}

private func shape(_ pieces: [Word.Piece]) -> String {
  pieces.map { piece in
    switch piece {
    case .text(let text): text
    case .value(let expression): "{\(shape(expression))}"
    }
  }.joined()
}

private func shape(_ expression: Expression) -> String {
  switch expression.kind {
  case .literal(let value): return value.literal
  case .text(let pieces): return "'\(shape(pieces))'"
  case .variable(let name): return "$\(name)"
  case .list(let elements): return "[\(elements.map(shape).joined(separator: ", "))]"
  case .record(let fields):
    return "{\(fields.map { "\(shape($0.key)): \(shape($0.value))" }.joined(separator: ", "))}"
  case .unary(let operation, let operand): return "(\(operation.rawValue) \(shape(operand)))"
  case .chain(let first, let steps):
    let rest = steps.map { " \($0.operation.rawValue) \(shape($0.operand))" }
    return "(\(shape(first))\(rest.joined()))"
  case .power(let base, let exponent): return "(\(shape(base)) ** \(shape(exponent)))"
  case .access(let base, let steps):
    let path = steps.map { step in
      switch step {
      case .field(let name): ".\(name.text)"
      case .index(let index, _): "[\(shape(index))]"
      }
    }
    return shape(base) + path.joined()
  case .call(let name, let arguments):
    return "\(name.text)(\(arguments.map(shape).joined(separator: ", ")))"
  case .command(let invocation): return shape(invocation)
  case .invalid: return "?"
  }
}
