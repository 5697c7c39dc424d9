/// A piece of source text with its role. The tokens of a script, joined, are its source.
public struct Token: Sendable, Equatable {
  /// The role of a token.
  public enum Kind: String, Sendable, CaseIterable {
    /// Spaces and tabs.
    case whitespace
    /// The end of a line.
    case newline
    /// `\` and the end of the line after it.
    case continuation
    /// `#` to the end of the line.
    case comment
    /// `#!` at the beginning of the source.
    case shebang
    /// `;`.
    case semicolon
    /// The unquoted part of a word of a command.
    case bareText
    /// `\x` in a bare word or in double quotes.
    case escape
    /// `--name`.
    case option
    /// The `=` after an option or after the name in an assignment.
    case equals
    /// `'…'`.
    case rawText
    /// `"`.
    case quote
    /// Text inside double quotes.
    case text
    /// `${`, ended by `interpolationEnd`.
    case interpolationStart
    /// `}` after `interpolationStart`.
    case interpolationEnd
    /// `$name`, or a name that stands for a variable inside `${…}`.
    case variable
    /// A name in an expression: an assigned variable, a function, a field, a keyword.
    case name
    /// A number with its unit.
    case number
    /// An operator, `.` included.
    case symbol
    /// One of `( [ {`.
    case open
    /// One of `) ] }`.
    case close
    /// What was passed over after an error.
    case skipped
  }

  /// The role.
  public var kind: Kind
  /// UTF-8 offsets in the source.
  public var range: Range<Int>

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }

  /// Whether the token has no meaning of its own: space, line ends, comments.
  public var isTrivia: Bool {
    switch kind {
    case .whitespace, .newline, .continuation, .comment, .shebang: true
    default: false
    }
  }
}
