/// A command as written: the words of its name, its positional words and its options.
///
/// How many words belong to the name, and whether an option takes the word after it, is known
/// only to who knows the command; see `CommandRegistry` and `Signature`.
public struct Invocation: Sendable {
  /// One word or option.
  public enum Argument: Sendable {
    /// A word.
    case word(Word)
    /// `--name`, or `--name=value` with the value.
    case option(Name, value: Word?)
    /// `--` alone: what follows is positional even if it looks like an option.
    case endOfOptions(SourceSpan)

    /// Where it stands.
    public var span: SourceSpan {
      switch self {
      case .word(let word): word.span
      case .option(let name, let value): value.map { name.span.joined(with: $0.span) } ?? name.span
      case .endOfOptions(let span): span
      }
    }
  }

  /// The words and options in order; the first is a word that begins the name.
  public var arguments: [Argument]
  /// The block behind them, if there is one.
  public var block: Block?
  /// From the first word to the last, or to the end of the block.
  public var span: SourceSpan

  /// The bare words that the invocation begins with, up to two: the possible name.
  public var leadingNames: [Name] {
    var names: [Name] = []
    for argument in arguments.prefix(2) {
      guard case .word(let word) = argument, let text = word.bareText else { break }
      names.append(Name(text: text, span: word.span))
    }
    return names
  }

  /// The words without the block.
  public var wordsSpan: SourceSpan {
    guard let last = arguments.last else { return span }
    return span.part(0..<(last.span.range.upperBound - span.range.lowerBound))
  }
}

/// A word of a command: pieces of text and values, joined.
public struct Word: Sendable {
  /// A piece of a word.
  public enum Piece: Sendable {
    /// Text, with escapes already replaced.
    case text(String)
    /// The value of an expression: `$x`, `(…)`, `[…]`, `{…}` or `${…}`.
    case value(Expression)
  }

  /// The pieces in order; none for an empty text in quotes.
  public var pieces: [Piece]
  /// Whether any part of it stands in quotes.
  public var isQuoted: Bool
  /// Where it stands, quotes included.
  public var span: SourceSpan

  /// The text of the word if it holds no values, quoted or not.
  public var constantText: String? {
    var text = ""
    for piece in pieces {
      guard case .text(let part) = piece else { return nil }
      text += part
    }
    return text
  }

  /// The text of the word if it is not quoted and holds no values.
  public var bareText: String? { isQuoted ? nil : constantText }
}
