/// Finds every command of a statement, also those inside expressions.
struct InvocationCollector {
  /// The commands, outer ones before those in their words.
  private(set) var invocations: [Invocation] = []
  /// The statements of their blocks that look like commands: each block has words of its own.
  private(set) var inBlocks: [Invocation] = []
  /// The words that statements begin with which are no commands.
  private(set) var keywords: [[String]] = []

  mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .assignment(_, let value): visit(value)
    case .command(let invocation): visit(invocation)
    case .expression(let expression): visit(expression)
    case .expect(let condition, let message):
      keywords.append(["expect"])
      visit(condition)
      if let message { visit(message) }
    case .invalid: break
    }
  }

  private mutating func visit(_ invocation: Invocation) {
    invocations.append(invocation)
    for argument in invocation.arguments {
      switch argument {
      case .word(let word), .option(_, value: .some(let word)): visit(word.pieces)
      case .option(_, value: .none), .endOfOptions: break
      }
    }
    if let block = invocation.block { visit(block) }
  }

  private mutating func visit(_ block: Block) {
    for statement in block.statements {
      guard case .command(let invocation) = statement.kind else {
        visit(statement)
        continue
      }
      let count = invocations.count
      visit(invocation)
      inBlocks.append(invocations.remove(at: count))
    }
  }

  private mutating func visit(_ pieces: [Word.Piece]) {
    for piece in pieces {
      if case .value(let expression) = piece { visit(expression) }
    }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .literal, .variable, .invalid: break
    case .text(let pieces): visit(pieces)
    case .list(let elements), .call(_, let elements): for element in elements { visit(element) }
    case .record(let fields):
      for field in fields {
        visit(field.key)
        visit(field.value)
      }
    case .unary(_, let operand): visit(operand)
    case .chain(let first, let steps):
      visit(first)
      for step in steps { visit(step.operand) }
    case .power(let base, let exponent):
      visit(base)
      visit(exponent)
    case .access(let base, let steps):
      visit(base)
      for case .index(let index, _) in steps { visit(index) }
    case .command(let invocation): visit(invocation)
    }
  }
}
