extension Parser {
  /// An expression whose operators all bind at least as tightly as `level`.
  mutating func expression(level: Int = 1) throws(Failure) -> Expression {
    try deeper { (parser) throws(Failure) in
      parser.skipTrivia()
      let start = parser.position
      var left = try parser.operand()
      while let operation = parser.nextBinaryOperator(), operation.level >= level {
        let steps = try parser.chain(of: operation.level)
        left = parser.expression(.chain(left, steps), from: start)
      }
      return left
    }
  }

  /// The operators of one level that follow, with their right operands.
  private mutating func chain(of level: Int) throws(Failure) -> [ChainStep] {
    var steps: [ChainStep] = []
    while let operation = nextBinaryOperator(), operation.level == level {
      if level == BinaryOperator.comparisonLevel, !steps.isEmpty {
        throw fail(
          "comparisons do not chain", from: position, to: position + operation.rawValue.utf8.count,
          help: "write `a < b and b < c`")
      }
      let isWord = operation == .or || operation == .and
      emit(isWord ? .name : .symbol, count: operation.rawValue.utf8.count)
      steps.append(ChainStep(operation: operation, operand: try expression(level: level + 1)))
    }
    return steps
  }

  func expression(_ kind: Expression.Kind, from start: Int) -> Expression {
    let end = max(start, tokens.last { !$0.isTrivia }?.range.upperBound ?? start)
    return Expression(kind: kind, span: source.span(start..<end))
  }

  /// Passes over space and tells which operator follows.
  private mutating func nextBinaryOperator() -> BinaryOperator? {
    skipTrivia()
    if isNextWord("or") { return .or }
    if isNextWord("and") { return .and }
    return BinaryOperator.symbols.first { operation in
      bytes[position...].starts(with: operation.rawValue.utf8)
        // `**` is taken where it may stand; a second one after its operand cannot be `*`.
        && !(operation == .multiply && byte(1) == UInt8(ascii: "*"))
    }
  }

  /// Whether a whole word stands at the position.
  func isNextWord(_ word: String) -> Bool {
    bytes[position...].starts(with: word.utf8)
      && Characters.nameEnd(bytes, from: position) == position + word.utf8.count
  }

  private mutating func operand() throws(Failure) -> Expression {
    guard isNextWord("not") else { return try signed() }
    let start = position
    emit(.name, count: 3)
    let operand = try expression(level: BinaryOperator.comparisonLevel)
    return expression(.unary(.not, operand), from: start)
  }

  /// A sign binds tighter than `*` and looser than `**`.
  private mutating func signed() throws(Failure) -> Expression {
    let sign: UnaryOperator
    switch byte() {
    case UInt8(ascii: "-"): sign = .minus
    case UInt8(ascii: "+"): sign = .plus
    default: return try power()
    }
    let start = position
    if sign == .minus, let literal = try negativeLiteral() { return literal }
    emit(.symbol, count: 1)
    let operand = try deeper { (parser) throws(Failure) in
      parser.skipTrivia()
      return try parser.signed()
    }
    return expression(.unary(sign, operand), from: start)
  }

  /// `-1` as a literal, so that the smallest integer can be written; `-1 ** 2` is not one.
  private mutating func negativeLiteral() throws(Failure) -> Expression? {
    let end = NumberLiteral.digitsEnd(bytes, from: position + 1)
    guard end > position + 1 else { return nil }
    var next = end
    while next < bytes.count, Characters.isSpace(bytes[next]) { next += 1 }
    guard !bytes[next...].starts(with: "**".utf8) else { return nil }
    return try number(from: position)
  }

  private mutating func power() throws(Failure) -> Expression {
    let start = position
    let base = try postfix()
    skipTrivia()
    guard isNext("**") else { return base }
    emit(.symbol, count: 2)
    let exponent = try deeper { (parser) throws(Failure) in
      parser.skipTrivia()
      return try parser.signed()
    }
    return expression(.power(base, exponent), from: start)
  }

  /// A value with `.field` and `[index]` behind it, without spaces between.
  mutating func postfix(isWord: Bool = false) throws(Failure) -> Expression {
    let start = position
    let base = try primary()
    let steps = try accessSteps(isWord: isWord)
    return steps.isEmpty ? base : expression(.access(base, steps), from: start)
  }

  /// `.field` and `[index]`; in a word of a command a `.` may also be text.
  mutating func accessSteps(isWord: Bool) throws(Failure) -> [AccessStep] {
    var steps: [AccessStep] = []
    while true {
      let start = position
      if byte() == UInt8(ascii: ".") {
        let end = Characters.nameEnd(bytes, from: position + 1)
        guard end > position + 1 else {
          if isWord { return steps }
          emit(.symbol, count: 1)
          throw failExpecting("the name of a field after `.`")
        }
        emit(.symbol, count: 1)
        let span = source.span(position..<end)
        emit(.name, to: end)
        steps.append(.field(Name(text: span.text, span: span)))
      } else if byte() == UInt8(ascii: "[") {
        let index = try bracketed { (parser) throws(Failure) in try parser.expression() }
        steps.append(.index(index, source.span(start..<position)))
      } else {
        return steps
      }
    }
  }

  /// What stands between the bracket at the position and the one that closes it.
  mutating func bracketed<Result>(
    _ content: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let open = byte()
    let close: UInt8 =
      switch open {
      case UInt8(ascii: "("): UInt8(ascii: ")")
      case UInt8(ascii: "["): UInt8(ascii: "]")
      default: UInt8(ascii: "}")
      }
    return try deeper { (parser) throws(Failure) in
      let spaces = parser.newlinesAreSpaces
      let names = parser.namesAreVariables
      let owner = parser.owner
      parser.owner = nil
      parser.openings.append(Opening(offset: parser.position, close: close))
      parser.emit(.open, count: 1)
      parser.newlinesAreSpaces = true
      let result = try content(&parser)
      parser.skipTrivia()
      guard parser.byte() == close else {
        throw parser.failExpecting("`\(String(UnicodeScalar(close)))`")
      }
      parser.emit(.close, count: 1)
      parser.openings.removeLast()
      parser.newlinesAreSpaces = spaces
      parser.namesAreVariables = names
      parser.owner = owner
      return result
    }
  }
}
