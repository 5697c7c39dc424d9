extension Binder {
  /// Binds the statements of the block, if the command has one.
  mutating func bindBlock() {
    let syntax = invocation.syntax
    let declared = signature.parameters.lazy.compactMap { parameter in
      parameter.block.map { (name: parameter.name, binding: $0) }
    }
    guard let (name, binding) = declared.first else {
      guard let block = syntax.block else { return }
      return fail(
        "\(card.name) takes no block", at: block.opening, help: "a record is {\"name\": value}")
    }
    guard let block = syntax.block ?? Self.emptyBlock(of: syntax) else {
      let help = card.parameters.first { $0.kind == .block }?.help ?? ""
      return fail(
        "\(card.name) needs a block: \(help)", at: syntax.wordsSpan, help: card.usage)
    }
    places[name] = [block.span]
    var body = BoundBlock(bound(block, of: binding.words))
    body.span = block.span
    binding.assign(&command, body)
    diagnostics += binding.review(command)
  }

  /// `{ }` behind the words of a command that takes a block: alone it would be a record.
  static func emptyBlock(of syntax: Invocation) -> Block? {
    guard syntax.block == nil, case .word(let word)? = syntax.arguments.last,
      word.pieces.count == 1, !word.isQuoted, case .value(let value) = word.pieces[0],
      case .record(let fields) = value.kind, fields.isEmpty
    else { return nil }
    return Block(statements: [], span: word.span)
  }

  private mutating func bound(_ block: Block, of words: CommandRegistry) -> [BoundStatement] {
    var bound: [BoundStatement] = []
    var commands = invocation.body[...]
    for statement in block.statements {
      switch statement.kind {
      case .assignment: continue
      case .command:
        if let command = commands.popFirst() {
          bound.append(bind(command, of: words))
          continue
        }
      case .expression, .expect:
        fail(
          "only \(words.noun)s and assignments stand in the block of \(card.name)",
          at: statement.span, help: words.hint)
      case .invalid: break
      }
      bound.append(.gap(at: statement.span))
    }
    if bound.contains(where: { !$0.isComplete }) { isComplete = false }
    return bound
  }

  private mutating func bind(
    _ invocation: EvaluatedInvocation, of words: CommandRegistry
  ) -> BoundStatement {
    do {
      let word = try words.resolve(invocation.syntax)
      let (statement, found) = word.bind(invocation)
      diagnostics += found.diagnostics
      files += found.files
      names += found.names
      if found.writesUnknownFile { writesUnknownFile = true }
      return statement
    } catch {
      diagnostics.append(error)
      return .gap(at: invocation.syntax.span)
    }
  }
}
