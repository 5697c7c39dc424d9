/// An invocation whose words have values, ready to be bound.
public struct EvaluatedInvocation: Sendable {
  /// What was written.
  public var syntax: Invocation
  /// The value of each argument of `syntax`: nothing for options without one, and for words
  /// whose value is not known before the script runs.
  public var values: [Value?]

  /// Pairs an invocation with the values of its words.
  public init(syntax: Invocation, values: [Value?]) {
    self.syntax = syntax
    self.values = values
  }

  /// Evaluates the words of an invocation in order.
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
