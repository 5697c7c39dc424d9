extension Parser {
  /// A value without operators.
  mutating func primary() throws(Failure) -> Expression {
    let start = position
    switch byte() {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let pieces = try quoted()
      return expression(.text(pieces), from: start)
    case UInt8(ascii: "$"): return try dollar()
    case UInt8(ascii: "("): return try parenthesis()
    case UInt8(ascii: "["):
      let elements = try bracketed { (parser) throws(Failure) in
        try parser.commaSeparated(until: UInt8(ascii: "]"))
      }
      return expression(.list(elements), from: start)
    case UInt8(ascii: "{"):
      let fields = try bracketed { (parser) throws(Failure) in try parser.fields() }
      return expression(.record(fields), from: start)
    default:
      if NumberLiteral.digitsEnd(bytes, from: position) > position {
        return try number(from: position)
      }
      let end = Characters.nameEnd(bytes, from: position)
      if end > position { return try named(to: end) }
      throw failExpecting("a value")
    }
  }

  /// `$name` with its fields and indices, or `${expression}`.
  mutating func dollar() throws(Failure) -> Expression {
    if byte(1) == UInt8(ascii: "{") { return try interpolation() }
    let start = position
    let end = Characters.nameEnd(bytes, from: position + 1)
    guard end > position + 1 else {
      throw fail(
        "`$` stands before the name of a variable", from: position, to: position + 1,
        help: "write \\$ for the character itself")
    }
    let name = source.text(in: (position + 1)..<end)
    emit(.variable, to: end)
    let variable = expression(.variable(name), from: start)
    let steps = try accessSteps(isWord: true)
    guard !steps.isEmpty else { return variable }
    return expression(.access(variable, steps), from: start)
  }

  /// `(expression)` or `(command …)`: a name behind the bracket begins a command, unless it
  /// calls a function or is a literal.
  private mutating func parenthesis() throws(Failure) -> Expression {
    let start = position
    var inner = try bracketed { (parser) throws(Failure) in
      parser.skipTrivia()
      let nameEnd = Characters.nameEnd(parser.bytes, from: parser.position)
      guard nameEnd > parser.position, !parser.startsExpression(nameEnd: nameEnd) else {
        return try parser.expression()
      }
      let start = parser.position
      parser.namesAreVariables = false
      let invocation = try parser.invocation()
      if parser.byte() == UInt8(ascii: ";") {
        throw parser.failExpecting("`)`", help: "only one command may stand in parentheses")
      }
      return parser.expression(.command(invocation), from: start)
    }
    inner.span = source.span(start..<position)
    return inner
  }

  /// Expressions with commas between them; one more comma may follow the last.
  mutating func commaSeparated(until close: UInt8) throws(Failure) -> [Expression] {
    var elements: [Expression] = []
    skipTrivia()
    while byte() != close {
      elements.append(try expression())
      skipTrivia()
      guard byte() == UInt8(ascii: ",") else {
        if byte() == close { break }
        throw failExpecting("`,` or `\(String(UnicodeScalar(close)))`")
      }
      emit(.symbol, count: 1)
      skipTrivia()
    }
    return elements
  }

  private mutating func fields() throws(Failure) -> [(key: Expression, value: Expression)] {
    var fields: [(key: Expression, value: Expression)] = []
    skipTrivia()
    while byte() != UInt8(ascii: "}") {
      guard byte() == UInt8(ascii: "\"") || byte() == UInt8(ascii: "'") else {
        throw failExpecting("the name of a field in quotes", help: "write {\"name\": value}")
      }
      let key = try primary()
      skipTrivia()
      guard byte() == UInt8(ascii: ":") else { throw failExpecting("`:` and a value") }
      emit(.symbol, count: 1)
      fields.append((key, try expression()))
      skipTrivia()
      guard byte() == UInt8(ascii: ",") else {
        if byte() == UInt8(ascii: "}") { break }
        throw failExpecting("`,` or `}`")
      }
      emit(.symbol, count: 1)
      skipTrivia()
    }
    return fields
  }

  /// A number from its sign or first digit, with the unit behind it.
  mutating func number(from start: Int) throws(Failure) -> Expression {
    let digits = byte() == UInt8(ascii: "-") ? start + 1 : start
    var end = NumberLiteral.digitsEnd(bytes, from: digits)
    if end < bytes.count, bytes[end] == UInt8(ascii: "%") {
      end += 1
    } else {
      while end < bytes.count, Characters.isNameByte(bytes[end]) { end += 1 }
    }
    let text = source.text(in: start..<end)
    emit(.number, to: end)
    do {
      return expression(.literal(try NumberLiteral.parse(text)), from: start)
    } catch {
      let (message, help) = Self.explain(error, text)
      report(message, from: start, to: end, help: help)
      return expression(.invalid, from: start)
    }
  }

  private static func explain(
    _ problem: NumberLiteral.Problem, _ text: String
  ) -> (message: String, help: String?) {
    switch problem {
    case .notANumber: return ("`\(text.shortened)` is not a number", nil)
    case .tooLarge: return ("`\(text.shortened)` does not fit in 64 bits", nil)
    case .unknownUnit(let unit):
      let near = Suggestion.nearest(to: unit, in: NumberLiteral.units)
      let units = "the units are \(NumberLiteral.units.joined(separator: " "))"
      return ("there is no unit `\(unit.shortened)`", near.map { "did you mean \($0)?" } ?? units)
    }
  }

  /// A constant, a function call, or inside `${…}` a variable.
  private mutating func named(to end: Int) throws(Failure) -> Expression {
    let start = position
    let span = source.span(start..<end)
    let name = Name(text: span.text, span: span)
    let constants: [String: Value] = ["True": true, "False": false, "None": .none]
    if let constant = constants[name.text] {
      emit(.name, to: end)
      return expression(.literal(constant), from: start)
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: "(") {
      emit(.name, to: end)
      let arguments = try bracketed { (parser) throws(Failure) in
        try parser.commaSeparated(until: UInt8(ascii: ")"))
      }
      return expression(.call(name, arguments), from: start)
    }
    if namesAreVariables, !Self.reservedNames.contains(name.text) || name.text == "it" {
      emit(.variable, to: end)
      return expression(.variable(name.text), from: start)
    }
    throw fail(
      "`\(name.text.shortened)` is not a value", from: start, to: end, help: remedy(for: name.text))
  }

  private func remedy(for name: String) -> String {
    switch name.lowercased() {
    case "true": "write True"
    case "false": "write False"
    case "none", "null", "nil": "write None"
    default:
      "write $\(name) for a variable, \"\(name)\" for a text, (\(name)) to run a command"
    }
  }
}
