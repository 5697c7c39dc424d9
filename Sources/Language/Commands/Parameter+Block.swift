/// How a block is bound: the words that may stand in it, and the property that it sets.
struct BlockBinding<Command: Sendable>: Sendable {
  let words: CommandRegistry
  let assign: @Sendable (inout Command, BoundBlock) -> Void
  let review: @Sendable (Command) -> [Diagnostic]
}

extension Parameter {
  /// Statements in braces behind the other words, made of words of their own.
  ///
  /// - Parameters:
  ///   - words: what may stand in the block; see `CommandRegistry.init(words:noun:hint:)`.
  ///   - review: what is wrong with the meaning of the command, as far as it is known: before a
  ///     script runs, statements may be incomplete.
  public static func block(
    _ path: any WritableKeyPath<Command, BoundBlock> & Sendable, _ name: String, _ help: String,
    of words: CommandRegistry, review: @escaping @Sendable (Command) -> [Diagnostic] = { _ in [] }
  ) -> Parameter {
    Parameter(
      kind: .block, name: name, isRequired: true,
      card: { _ in
        ParameterCard(
          kind: .block, name: name, help: help, typeName: "\(words.noun)s",
          placeholder: "{ \(words.noun.uppercased())… }", isRequired: true)
      },
      assign: { (_, _) throws(ArgumentError) in throw ArgumentError() },
      words: { [$0[keyPath: path].canonicalText] },
      differs: { $0[keyPath: path] != $1[keyPath: path] },
      block: BlockBinding(
        words: words, assign: { $0[keyPath: path] = $1 }, review: review))
  }

  /// A word before all others that may be left out: it is one if it begins with a letter, which
  /// no other word of the command does. The property must start as `nil`.
  public static func label<Argument: ArgumentValue>(
    _ path: any WritableKeyPath<Command, Argument?> & Sendable, _ name: String, _ help: String
  ) -> Parameter {
    optional(.label, path, name, help, bound: ArgumentCheck<Argument>.none)
  }
}
