import Language

/// The commands that a session understands.
public struct CommandCatalog: Sendable {
  /// What parser, checker, help and completion know of them.
  public let registry: CommandRegistry
  private let runners: [String: Runner]

  private typealias Runner =
    @Sendable (EvaluatedInvocation, inout Session) throws(Diagnostic) -> Output

  /// A catalog.
  /// - Parameter commands: their types, in the order in which help shows them.
  public init(_ commands: [any Command.Type]) {
    var registered: [RegisteredCommand] = []
    var runners: [String: Runner] = [:]
    for command in commands {
      let entry = CommandCatalog.entry(command)
      registered.append(entry.registered)
      runners[entry.registered.card.name] = entry.runner
    }
    registry = CommandRegistry(registered)
    self.runners = runners
  }

  private static func entry<C: Command>(
    _ type: C.Type
  ) -> (registered: RegisteredCommand, runner: Runner) {
    let runner: Runner = { (invocation, session) throws(Diagnostic) in
      try C.signature.bind(invocation).run(in: &session)
    }
    return (RegisteredCommand(type), runner)
  }

  /// Binds an invocation and runs the command.
  /// - Throws: `Diagnostic` if there is no such command, its words do not fit, or it fails.
  func run(
    _ invocation: EvaluatedInvocation, in session: inout Session
  ) throws(Diagnostic) -> (name: String, output: Output) {
    let command = try registry.resolve(invocation.syntax)
    guard let runner = runners[command.card.name] else {
      throw Diagnostic("there is no command `\(command.card.name)`", kind: .usage)
    }
    return (command.card.name, try runner(invocation, &session))
  }
}
