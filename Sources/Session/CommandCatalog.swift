import Language

/// The commands that a session understands.
public struct CommandCatalog: Sendable {
  /// What parser, checker, help and completion know of them.
  public let registry: CommandRegistry
  private let runners: [String: Runner]

  typealias Runner =
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

  /// The command that an invocation calls, and what binds its words and runs it.
  /// - Throws: `Diagnostic` if there is no such command.
  func command(
    _ invocation: EvaluatedInvocation
  ) throws(Diagnostic) -> (name: String, run: Runner) {
    let name = try registry.resolve(invocation.syntax).card.name
    guard let runner = runners[name] else {
      throw Diagnostic("there is no command `\(name)`", kind: .usage)
    }
    return (name, runner)
  }
}
