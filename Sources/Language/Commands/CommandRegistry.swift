/// A command with its type erased: what the checker, help and completion need of it.
public struct RegisteredCommand: Sendable {
  /// Everything about it that is not code.
  public let card: CommandCard
  /// Tells everything that is wrong with an invocation of it.
  public let check: @Sendable (EvaluatedInvocation) -> CommandCheck
  /// The shortest form of an invocation of it.
  public let canonical: @Sendable (EvaluatedInvocation) throws(Diagnostic) -> String
  /// What may stand in its block; nothing if it takes none.
  public let block: CommandRegistry?
  /// Binds a statement of a block that begins with it.
  let bind: @Sendable (EvaluatedInvocation) -> (BoundStatement, CommandCheck)

  /// Erases a command's signature.
  public init<Command: CommandArguments>(_ command: Command.Type) {
    let signature = Command.signature
    card = signature.card
    block = signature.parameters.lazy.compactMap(\.block).first?.words
    check = { CommandCheck(signature.check($0)) }
    bind = { invocation in
      let binding = signature.check(invocation)
      let statement = BoundStatement(
        word: binding.command, canonicalText: signature.canonical(binding.command),
        isComplete: binding.isComplete, span: invocation.syntax.span, places: binding.places)
      return (statement, CommandCheck(binding))
    }
    canonical = { (invocation) throws(Diagnostic) in
      signature.canonical(try signature.bind(invocation))
    }
  }
}

/// What is known of an invocation without running it.
public struct CommandCheck: Sendable, Equatable {
  /// All that is wrong, in order of place.
  public var diagnostics: [Diagnostic]
  /// The files it reads and writes.
  public var files: [PlacedFileUse]
  /// Whether it may write a file whose path is not known.
  public var writesUnknownFile: Bool
  /// The names it gives and calls.
  public var names: [PlacedNameUse]
  /// The kinds of names that it may give without the name being known.
  public var definesUnknownNames: Set<String>

  init(_ binding: Binding<some Sendable>) {
    diagnostics = binding.diagnostics
    files = binding.files
    writesUnknownFile = binding.writesUnknownFile
    names = binding.names
    definesUnknownNames = binding.definesUnknownNames
  }
}

/// The commands there are, by name; or the words that may stand in the block of a command.
public struct CommandRegistry: Sendable {
  /// The commands, in the order in which help shows them.
  public let commands: [RegisteredCommand]
  /// What one of them is called in messages.
  public let noun: String
  /// What to say to somebody who calls one that does not exist.
  public let hint: String
  /// The cards of statements that are no commands.
  private let statements: [CommandCard]
  private let byName: [String: Int]

  /// Makes a registry; of two commands with one name the first counts.
  public init(_ commands: [RegisteredCommand]) {
    self.init(
      commands, noun: "command", hint: "help lists the commands", statements: StatementCards.all)
  }

  /// The words of a block.
  ///
  /// - Parameters:
  ///   - words: each declared as a command is.
  ///   - noun: what one of them is called: `layer`.
  ///   - hint: what to say to somebody who uses one that does not exist.
  public init(words: [any CommandArguments.Type], noun: String, hint: String) {
    self.init(words.map(Self.registered), noun: noun, hint: hint, statements: [])
  }

  private static func registered(_ word: any CommandArguments.Type) -> RegisteredCommand {
    RegisteredCommand(word)
  }

  private init(
    _ commands: [RegisteredCommand], noun: String, hint: String, statements: [CommandCard]
  ) {
    self.commands = commands
    self.noun = noun
    self.hint = hint
    self.statements = statements
    byName = Dictionary(
      commands.enumerated().map { ($0.element.card.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The cards of all commands, then those of the statements that are no commands.
  public var cards: [CommandCard] { commands.map(\.card) + statements }

  /// The command of a name.
  public subscript(name: String) -> RegisteredCommand? { byName[name].map { commands[$0] } }

  /// The command that an invocation calls; a name of two words goes before one of one.
  ///
  /// - Throws: that there is no such command, with what was probably meant.
  public func resolve(_ invocation: Invocation) throws(Diagnostic) -> RegisteredCommand {
    let names = invocation.leadingNames
    let first = names.first?.text ?? ""
    if names.count == 2, let command = self["\(first) \(names[1].text)"] { return command }
    if let command = self[first] { return command }
    throw unknown(names, invocation)
  }

  private func unknown(_ names: [Name], _ invocation: Invocation) -> Diagnostic {
    guard let first = names.first else {
      return .usage(
        "a \(noun) begins with its name", at: invocation.arguments.first?.span, help: nil)
    }
    let known = commands.map(\.card.name)
    let seconds = known.filter { $0.hasPrefix(first.text + " ") }
      .map { String($0.dropFirst(first.text.count + 1)) }
    guard seconds.isEmpty else {
      let list = seconds.joined(separator: ", ")
      guard names.count == 2 else {
        return .usage(
          "\(first.text) needs a second word", at: first.span, help: "one of \(list)")
      }
      let near = Suggestion.nearest(to: names[1].text, in: seconds)
      return .usage(
        "there is no \(noun) `\(first.text) \(names[1].text)`", at: names[1].span,
        help: near.map { "did you mean \(first.text) \($0)?" } ?? "\(first.text) goes with \(list)")
    }
    let both = names.map(\.text).joined(separator: " ")
    let words = known + statements.map(\.name)
    let near =
      Suggestion.nearest(to: first.text, in: words) ?? Suggestion.nearest(to: both, in: words)
      ?? Suggestion.nearest(to: first.text, in: words.map { String($0.prefix { $0 != " " }) })
    return .usage(
      "there is no \(noun) `\(first.text.shortened)`", at: first.span,
      help: near.map { "did you mean \($0)?" } ?? hint)
  }
}
