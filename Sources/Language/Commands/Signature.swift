/// The declaration of a command: parser, checker, help, completion, reference and record all
/// derive from it.
public struct Signature<Command: CommandArguments>: Sendable {
  /// Everything about the command that is not code.
  public let card: CommandCard
  /// Its words and options, in order.
  public let parameters: [Parameter<Command>]

  /// Declares a command.
  ///
  /// - Parameters:
  ///   - name: one or two words.
  ///   - summary: one sentence with a full stop.
  ///   - chapter: the heading under which help lists it.
  ///   - discussion: further paragraphs, separated by empty lines.
  ///   - parameters: its words and options, as an array literal.
  ///   - result: the fields of its result.
  ///   - examples: at least one.
  public init(
    _ name: String, _ summary: String, chapter: String = "Commands", discussion: String = "",
    _ parameters: [Parameter<Command>] = [], result: [ResultField] = [], examples: [Example]
  ) {
    self.parameters = parameters
    let defaults = Command()
    card = CommandCard(
      name: name, summary: summary, chapter: chapter, discussion: discussion,
      parameters: parameters.map { $0.card(defaults) }, result: result, examples: examples,
      block: parameters.lazy.compactMap(\.block).first.map {
        BlockCard(noun: $0.words.noun, words: $0.words.cards)
      })
  }

  /// Makes the command that an invocation describes.
  ///
  /// - Throws: the first thing that is wrong with it.
  public func bind(_ invocation: EvaluatedInvocation) throws(Diagnostic) -> Command {
    let binding = check(invocation)
    if let first = binding.diagnostics.first { throw first }
    return binding.command
  }

  /// Binds an invocation as far as it goes and tells everything that is wrong with it. Words
  /// whose value is not known are passed over, so the command may be incomplete.
  public func check(_ invocation: EvaluatedInvocation) -> Binding<Command> {
    var binder = Binder(signature: self, invocation: invocation)
    return binder.run()
  }

  /// The command in its shortest form: its name, its words, and the options that differ from
  /// their defaults. Parsing and binding it gives the command again.
  public func canonical(_ command: Command) -> String {
    let defaults = Command()
    var words = [card.name]
    var positionals: [String] = []
    var given = 0
    for parameter in parameters where parameter.kind.isPositional {
      positionals += parameter.words(command)
      if parameter.kind == .rest || parameter.isRequired || parameter.differs(command, defaults) {
        given = positionals.count
      }
    }
    words += positionals.prefix(given)
    for parameter in parameters where parameter.kind.isOption {
      if parameter.differs(command, defaults) { words += parameter.words(command) }
    }
    for parameter in parameters where parameter.kind == .block {
      words += parameter.words(command)
    }
    return words.joined(separator: " ")
  }
}

/// The outcome of binding an invocation.
public struct Binding<Command: Sendable>: Sendable {
  /// The command, as far as it could be bound.
  public var command: Command
  /// All that is wrong, in order of place.
  public var diagnostics: [Diagnostic]
  /// The files it reads and writes, as far as they are known.
  public var files: [PlacedFileUse]
  /// Whether it may write a file whose path is not known.
  public var writesUnknownFile: Bool
  /// The names it gives and calls, as far as they are known.
  public var names: [PlacedNameUse]
  /// The kinds of names that it may give without the name being known.
  public var definesUnknownNames: Set<String>
  /// Whether the value of every word is known and right.
  public var isComplete: Bool
  /// Where its arguments stand, by the name of the parameter.
  public var places: [String: [SourceSpan]]
}

/// A name that an invocation gives or calls, and the word that says so.
public struct PlacedNameUse: Sendable, Equatable {
  /// The name.
  public var use: NameUse
  /// The word.
  public var span: SourceSpan
}

/// A file that an invocation uses, and the word that says so.
public struct PlacedFileUse: Sendable, Equatable {
  /// The file.
  public var use: FileUse
  /// The word.
  public var span: SourceSpan
}
