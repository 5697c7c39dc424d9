extension ScriptChecker {
  /// Checks an expression and tells what is known of its value. What consists of constants
  /// alone is evaluated, so that its errors are found too.
  mutating func knowledge(of expression: Expression) -> Knowledge {
    let errors = diagnostics.count
    let found = look(at: expression)
    guard diagnostics.count == errors, found.isConstant else { return found.knowledge }
    do {
      return .value(try Evaluator.value(of: expression, in: &constants))
    } catch {
      report(error)
      return .unknown
    }
  }

  /// The value of a word if it is known.
  mutating func value(of word: Word) -> Value? {
    if word.pieces.count == 1, !word.isQuoted, case .value(let expression) = word.pieces[0] {
      guard case .value(let value) = knowledge(of: expression) else { return nil }
      return value
    }
    if let text = word.constantText { return .string(text) }
    let text = Expression(kind: .text(word.pieces), span: word.span)
    guard case .value(let value) = knowledge(of: text) else { return nil }
    return value
  }

  private struct Finding {
    var knowledge: Knowledge = .unknown
    /// Whether the expression can be evaluated now.
    var isConstant = false
  }

  private mutating func look(at expression: Expression) -> Finding {
    switch expression.kind {
    case .literal: return Finding(isConstant: true)
    case .text(let pieces):
      return all(
        pieces.compactMap { piece in
          guard case .value(let expression) = piece else { return nil }
          return expression
        })
    case .variable(let name): return look(atVariable: name, expression.span)
    case .list(let elements): return all(elements)
    case .record(let fields): return all(fields.flatMap { [$0.key, $0.value] })
    case .unary(_, let operand): return all([operand])
    case .chain(let first, let steps): return all([first] + steps.map(\.operand))
    case .power(let base, let exponent): return all([base, exponent])
    case .access(let base, let steps): return access(base, steps)
    case .call(let name, let arguments):
      if Function.named(name.text) == nil { report(Function.unknown(name)) }
      return all(arguments)
    case .command(let invocation): return Finding(knowledge: check(invocation))
    case .invalid: return Finding()
    }
  }

  private mutating func all(_ parts: [Expression]) -> Finding {
    var isConstant = true
    for part in parts where !look(at: part).isConstant { isConstant = false }
    return Finding(isConstant: isConstant)
  }

  private mutating func look(atVariable name: String, _ span: SourceSpan) -> Finding {
    guard let knowledge = variables[name] else {
      report(Evaluator.undefined(name, at: span, known: variables.keys))
      return Finding()
    }
    if case .value = knowledge { return Finding(knowledge: knowledge, isConstant: true) }
    return Finding(knowledge: knowledge)
  }

  private mutating func access(_ base: Expression, _ steps: [AccessStep]) -> Finding {
    let found = look(at: base)
    var isConstant = found.isConstant
    var type: ResultType = .any
    if case .shape(let shape) = found.knowledge { type = shape }
    for step in steps {
      switch step {
      case .field(let name): type = field(name, of: type)
      case .index(let index, _):
        if !look(at: index).isConstant { isConstant = false }
        if case .list(let element) = type { type = element } else { type = .any }
      }
    }
    return Finding(knowledge: type == .any ? .unknown : .shape(type), isConstant: isConstant)
  }

  private mutating func field(_ name: Name, of type: ResultType) -> ResultType {
    switch type {
    case .any: return .any
    case .record(let fields):
      if let field = fields.first(where: { $0.name == name.text }) { return field.type }
      report(Access.unknownField(name, known: fields.map(\.name)))
    case .integer, .number, .text, .flag, .list:
      report(
        Diagnostic("this is \(type.article)\(type.name), which has no fields", at: name.span))
    }
    return .any
  }
}

extension ResultType {
  fileprivate var article: String { self == .integer ? "an " : "a " }
}
