/// Cards of the statements that are part of the language and no commands, so that help,
/// completion and the reference tell of them too.
public enum StatementCards {
  /// All of them.
  public static let all = [expect]

  /// `expect EXPRESSION ["MESSAGE"]`.
  public static let expect = CommandCard(
    name: "expect",
    summary: "Stop with exit code 3 unless an expression is true.",
    chapter: "Language",
    discussion: """
      The expression may call commands in parentheses and use every operator of the language. \
      When it does not hold, the message shows it with the values of both sides.
      """,
    parameters: [
      ParameterCard(
        kind: .positional, name: "expression", help: "what must be true",
        typeName: "an expression", placeholder: "EXPRESSION", isRequired: true),
      ParameterCard(
        kind: .positional, name: "message", help: "what to say when it is not",
        typeName: "a text in quotes", placeholder: "MESSAGE"),
    ],
    examples: [
      Example("expect 1 + 1 == 2", shows: "nothing: it holds"),
      Example("expect len([1, 2]) > 1 \"too short\"", shows: "nothing: it holds"),
    ])
}
