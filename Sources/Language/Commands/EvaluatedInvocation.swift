/// An invocation whose words have values, ready to be bound.
public struct EvaluatedInvocation: Sendable {
  /// What was written.
  public var syntax: Invocation
  /// The value of each argument of `syntax`: nothing for options without one, and for words
  /// whose value is not known before the script runs.
  public var values: [Value?]
  /// The statements of its block that look like commands, in order.
  public var body: [EvaluatedInvocation] = []

  /// Pairs an invocation with the values of its words.
  public init(syntax: Invocation, values: [Value?]) {
    self.syntax = syntax
    self.values = values
  }

  /// An invocation of words without values in them, its block included; other words are taken as
  /// not known.
  public init(constants syntax: Invocation) {
    self.init(syntax) { word in word.constantText.map(Value.string) }
    for statement in syntax.block?.statements ?? [] {
      guard case .command(let inner) = statement.kind else { continue }
      body.append(EvaluatedInvocation(constants: inner))
    }
  }

  /// Evaluates the words of an invocation in order, but not those of its block.
  ///
  /// - Parameter evaluate: gives the value of a word, or nothing if it is not known yet.
  public init<Failure: Error>(
    _ syntax: Invocation, evaluate: (Word) throws(Failure) -> Value?
  ) throws(Failure) {
    self.syntax = syntax
    values = []
    for argument in syntax.arguments {
      switch argument {
      case .word(let word), .option(_, value: .some(let word)): values.append(try evaluate(word))
      case .option(_, value: .none), .endOfOptions: values.append(nil)
      }
    }
  }
}
