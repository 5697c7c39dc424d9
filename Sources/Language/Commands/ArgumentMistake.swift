/// Arguments of a command that are right by themselves and wrong together, such as two options that
/// exclude each other.
public struct ArgumentMistake: Sendable, Equatable {
  /// The name of the parameter whose words are pointed at.
  public var parameter: String
  /// The names of the other parameters that make it wrong. As long as the value of one of them is
  /// not known there is no mistake.
  public var others: [String]
  /// The cause, in one sentence without a full stop.
  public var message: String
  /// The remedy: what to type instead.
  public var help: String?

  /// Makes a mistake.
  public init(
    _ message: String, at parameter: String, with others: [String] = [], help: String? = nil
  ) {
    self.message = message
    self.parameter = parameter
    self.others = others
    self.help = help
  }
}

extension Binder {
  /// Reports what is wrong with the arguments taken together, as far as they are known and right
  /// by themselves.
  mutating func reviewArguments() {
    guard !wordsAreUncertain else { return }
    for mistake in command.mistakes
    where !([mistake.parameter] + mistake.others).contains(where: unjudged.contains) {
      let words = places[mistake.parameter]?.last
      let option = given[mistake.parameter]
      let span = option.map { option in words.map(option.joined) ?? option } ?? words
      fail(mistake.message, at: span ?? invocation.syntax.wordsSpan, help: mistake.help)
    }
  }
}
