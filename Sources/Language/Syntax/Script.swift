/// A parsed text: its statements, everything wrong with its form, and all its tokens.
public struct Script: Sendable {
  /// The text that was parsed.
  public var source: SourceText
  /// The statements in order; where the text could not be parsed, invalid ones.
  public var statements: [Statement]
  /// What is wrong with the form of the text, sorted by place; empty when it can be checked.
  public var diagnostics: [Diagnostic]
  /// Every byte of the source, in order.
  public var tokens: [Token]
}

/// One statement of a script.
public struct Statement: Sendable {
  /// What a statement does.
  public enum Kind: Sendable {
    /// `name = expression`.
    case assignment(name: Name, value: Expression)
    /// A command with its words.
    case command(Invocation)
    /// An expression that is evaluated and shown.
    case expression(Expression)
    /// `expect expression ["message"]`.
    case expect(Expression, message: Expression?)
    /// A statement that could not be parsed; its diagnostic is in the script.
    case invalid
  }

  /// What it does.
  public var kind: Kind
  /// Its words, without comments before and after it.
  public var span: SourceSpan
}

/// A name and where it stands.
public struct Name: Sendable, Equatable {
  /// The name, without `$` or `--`.
  public var text: String
  /// Where it stands, with `$` or `--`.
  public var span: SourceSpan
}
