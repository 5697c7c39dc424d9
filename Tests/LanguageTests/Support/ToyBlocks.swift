import Language

/// A name that the first word of `route` gives.
struct ToyName: ArgumentValue {
  var text: String
  init(_ text: String) { self.text = text }
  init(argument: Value) throws(ArgumentError) { text = argument.displayText }
  static var typeName: String { "a name" }
  static var nameKind: String? { "route" }
  var canonicalText: String { text }
  var nameUse: NameUse? { .defines(kind: "route", name: text) }
}

/// A name that `walk` calls; `home` is always there.
struct ToyCall: ArgumentValue {
  var text: String
  init(_ text: String) { self.text = text }
  init(argument: Value) throws(ArgumentError) { text = argument.displayText }
  static var typeName: String { "a name" }
  static var nameKind: String? { "route" }
  static var role: ArgumentRole { .readsFile }
  static var candidates: [String] { ["home"] }
  var canonicalText: String { text }
  var nameUse: NameUse? { .calls(kind: "route", name: text, known: ["home"]) }
}

struct Go: CommandArguments {
  var name: String?
  var steps = 0
  var via: [String] = []
  var fast = false
  static let signature = Signature<Go>(
    "go", "Go some steps.", chapter: "Steps",
    [
      .label(\.name, "name", "what to call it"),
      .positional(\.steps, "steps", "how many"),
      .rest(\.via, "via", "where to pass"),
      .flag(\.fast, "fast", "run"),
    ],
    examples: [Example("route a { go 3 }", shows: "three steps")])
}

struct Rest: CommandArguments {
  var name: String?
  var file: OutputFile?
  static let signature = Signature<Rest>(
    "rest", "Do nothing.", chapter: "Pauses",
    [.label(\.name, "name", "what to call it"), .option(\.file, "diary", "what to write")],
    examples: [Example("route a { go 3; rest }", shows: "a pause at the end")])
}

struct Route: CommandArguments {
  var name = ToyName("")
  var laps = 1
  var steps = BoundBlock()
  static let words = CommandRegistry(
    words: [Go.self, Rest.self], noun: "step", hint: "help route lists the steps")
  static let signature = Signature<Route>(
    "route", "Define a route.", chapter: "Walking",
    [
      .positional(\.name, "name", "what to call it"),
      .option(\.laps, "laps", "how often", in: 1...9),
      .block(\.steps, "steps", "what to do, in order", of: words) { $0.review() },
    ],
    examples: [Example("route a { go 3; rest }", shows: "nothing")])

  /// Nobody goes more than 100 steps.
  private func review() -> [Diagnostic] {
    var total = 0
    for statement in steps.statements {
      guard let go = statement.word as? Go, statement.isComplete else { continue }
      total += go.steps * laps
      if total > 100 {
        return [Diagnostic("\(total) steps are too many", at: statement.place(of: "steps"))]
      }
    }
    return []
  }
}

struct Walk: CommandArguments {
  var route = ToyCall("")
  static let signature = Signature<Walk>(
    "walk", "Walk a route.", chapter: "Walking",
    [.positional(\.route, "route", "the name of a route, or a file")],
    examples: [Example("walk home", shows: "nothing")])
}

enum ToyBlocks {
  static let registry = CommandRegistry([
    RegisteredCommand(Route.self), RegisteredCommand(Walk.self), RegisteredCommand(Eval.self),
    RegisteredCommand(Echo.self), RegisteredCommand(Encode.self),
  ])

  /// All that the checker finds in a text, where only `there.dcz` is a file.
  static func check(
    _ text: String, _ variables: Set<String> = [], names: KnownNames = [:]
  ) -> [Diagnostic] {
    Checker.check(
      parse(text), registry: registry, variables: variables, names: names,
      fileExists: { $0 == "there.dcz" })
  }

  /// The command that a text describes, written again.
  static func canonical(_ text: String) throws -> String {
    var host = ToyBlocksHost()
    for statement in parse(text).statements { _ = try Interpreter.run(statement, in: &host) }
    return host.ran.last ?? ""
  }
}

/// Writes down what it is told to run.
struct ToyBlocksHost: CommandHost {
  var variables: [String: Value] = [:]
  var ran: [String] = []

  mutating func run(_ invocation: EvaluatedInvocation) throws(Diagnostic) -> Value {
    ran.append(try ToyBlocks.registry.resolve(invocation.syntax).canonical(invocation))
    return ["count": 7]
  }
}
