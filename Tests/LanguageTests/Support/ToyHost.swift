import Language

/// Runs the toy commands: each gives a fixed record, `echo` its words; `load data nowhere` fails.
struct ToyHost: CommandHost {
  var variables: [String: Value] = [:]
  /// The canonical form of every command that ran.
  var ran: [String] = []

  mutating func run(_ invocation: EvaluatedInvocation) throws(Diagnostic) -> Value {
    let command = try Toy.registry.resolve(invocation.syntax)
    let canonical = try command.canonical(invocation)
    ran.append(canonical)
    switch command.card.name {
    case "eval": return ["error": 0.25, "count": 4, "ratio": 38.9]
    case "prune": return ["density": 0.08, "layers": [["name": "ip1", "density": 0.08]]]
    case "echo": return .string(try Echo.signature.bind(invocation).words.joined(separator: " "))
    case "load data" where canonical.hasSuffix("nowhere"):
      throw Diagnostic("there is no data set `nowhere`")
    default: return [:]
    }
  }

  /// Runs a text; what its last statement gave.
  @discardableResult
  mutating func run(_ text: String) throws(Diagnostic) -> Interpreter.Outcome? {
    let script = Parser.parse(SourceText(name: "test.dc", text: text))
    if let first = script.diagnostics.first { throw first }
    var outcome: Interpreter.Outcome?
    for statement in script.statements { outcome = try Interpreter.run(statement, in: &self) }
    return outcome
  }
}

/// The value of an expression, which may run toy commands.
func evaluate(
  _ text: String, _ variables: [String: Value] = [:]
) throws(Diagnostic) -> Value? {
  var host = ToyHost(variables: variables)
  switch try host.run(text) {
  case .value(let value), .command(let value), .assigned(_, let value): return value
  case .held, nil: return nil
  }
}

/// The message of the error that an expression ends in.
func failure(_ text: String, _ variables: [String: Value] = [:]) -> String {
  do {
    let value = try evaluate(text, variables)
    return "no error but \(value?.literal ?? "nothing")"
  } catch {
    return error.message
  }
}
