/// Gives expressions and words their values.
public enum Evaluator {
  /// The value of an expression.
  ///
  /// - Throws: why it has none, with a place, or why a command in it failed.
  public static func value<Host: CommandHost>(
    of expression: Expression, in host: inout Host
  ) throws(Diagnostic) -> Value {
    let span = expression.span
    switch expression.kind {
    case .literal(let value): return value
    case .text(let pieces): return .string(try text(of: pieces, at: span, in: &host))
    case .variable(let name): return try variable(name, at: span, in: host.variables)
    case .list(let elements):
      let list = Value.list(try values(of: elements, in: &host))
      try ValueSize.check(list, at: span)
      return list
    case .record(let fields): return try record(fields, at: span, in: &host)
    case .unary(let operation, let operand):
      let value = try value(of: operand, in: &host)
      return try Arithmetic.apply(operation, to: value, at: span)
    case .chain(let first, let steps): return try chain(first, steps, in: &host)
    case .power(let base, let exponent):
      let left = try value(of: base, in: &host)
      return try Arithmetic.power(left, try value(of: exponent, in: &host), at: span)
    case .access(let base, let steps):
      var value = try value(of: base, in: &host)
      for step in steps { value = try access(value, step, in: &host) }
      return value
    case .call(let name, let arguments):
      guard let function = Function.named(name.text) else { throw Function.unknown(name) }
      return try function.apply(try values(of: arguments, in: &host), at: span)
    case .command(let invocation): return try run(invocation, in: &host)
    case .invalid:
      throw Diagnostic("the expression could not be parsed", at: span, kind: .usage)
    }
  }

  /// The value of a word: that of its only value, or else the text of all its pieces.
  public static func value<Host: CommandHost>(
    of word: Word, in host: inout Host
  ) throws(Diagnostic) -> Value {
    if word.pieces.count == 1, !word.isQuoted, case .value(let expression) = word.pieces[0] {
      return try value(of: expression, in: &host)
    }
    return .string(try text(of: word.pieces, at: word.span, in: &host))
  }

  /// Runs a command; its result becomes `$it`.
  static func run<Host: CommandHost>(
    _ invocation: Invocation, in host: inout Host
  ) throws(Diagnostic) -> Value {
    let evaluated = try evaluated(invocation, in: &host)
    do {
      let result = try host.run(evaluated)
      host.variables["it"] = result
      return result
    } catch {
      throw error.placed(at: invocation.wordsSpan)
    }
  }

  private static func values<Host: CommandHost>(
    of expressions: [Expression], in host: inout Host
  ) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { values.append(try value(of: expression, in: &host)) }
    return values
  }

  private static func text<Host: CommandHost>(
    of pieces: [Word.Piece], at span: SourceSpan, in host: inout Host
  ) throws(Diagnostic) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .value(let expression): text += try value(of: expression, in: &host).displayText
      }
      try ValueSize.check(.string(text), at: span)
    }
    return text
  }

  private static func record<Host: CommandHost>(
    _ fields: [(key: Expression, value: Expression)], at span: SourceSpan, in host: inout Host
  ) throws(Diagnostic) -> Value {
    var record = Record()
    for field in fields {
      guard case .string(let name) = try value(of: field.key, in: &host) else {
        throw Diagnostic("the name of a field must be a text", at: field.key.span)
      }
      record[name] = try value(of: field.value, in: &host)
    }
    try ValueSize.check(.record(record), at: span)
    return .record(record)
  }

  private static func chain<Host: CommandHost>(
    _ first: Expression, _ steps: [ChainStep], in host: inout Host
  ) throws(Diagnostic) -> Value {
    var left = try value(of: first, in: &host)
    for step in steps {
      switch step.operation {
      case .and: if !left.isTrue { continue }
      case .or: if left.isTrue { continue }
      default: break
      }
      let right = try value(of: step.operand, in: &host)
      let span = first.span.joined(with: step.operand.span)
      left = try Arithmetic.apply(step.operation, left, right, at: span)
    }
    return left
  }

  private static func access<Host: CommandHost>(
    _ value: Value, _ step: AccessStep, in host: inout Host
  ) throws(Diagnostic) -> Value {
    switch step {
    case .field(let name): return try Access.field(name, of: value)
    case .index(let expression, let span):
      let index = try self.value(of: expression, in: &host)
      return try Access.element(index, of: value, at: span)
    }
  }

  static func variable(
    _ name: String, at span: SourceSpan, in variables: [String: Value]
  ) throws(Diagnostic) -> Value {
    if let value = variables[name] { return value }
    throw undefined(name, at: span, known: variables.keys)
  }

  static func undefined(
    _ name: String, at span: SourceSpan, known: some Collection<String>
  ) -> Diagnostic {
    // Where there are very many variables, the nearest would take too long to find.
    let near = known.count > 500 ? nil : Suggestion.nearest(to: name, in: known.sorted())
    let help =
      name == "it"
      ? "$it is the result of the last command" : "assign it first: \(name) = …"
    return Diagnostic(
      "there is no variable $\(name.shortened)", at: span,
      help: near.map { "did you mean $\($0)?" } ?? help)
  }
}
