/// The block of a command, bound to the words of its vocabulary: a property of a command that
/// `Parameter.block` sets.
public struct BoundBlock: Sendable, Equatable {
  /// The statements that are no assignments, in order.
  public var statements: [BoundStatement]
  /// Where it stands; nothing if it was made by hand.
  public var span: SourceSpan?

  /// A block of statements, by default none.
  public init(_ statements: [BoundStatement] = []) { self.statements = statements }

  /// The block in one line, every statement in its shortest form.
  public var canonicalText: String {
    let texts = statements.map(\.canonicalText)
    return texts.isEmpty ? "{ }" : "{ \(texts.joined(separator: "; ")) }"
  }

  /// Blocks are the same when their statements are, wherever they stand.
  public static func == (left: BoundBlock, right: BoundBlock) -> Bool {
    left.statements == right.statements
  }
}

/// A statement of a block, bound to the word that it begins with.
public struct BoundStatement: Sendable {
  /// The word with its arguments; nothing if the statement could not be understood.
  public var word: (any CommandArguments)?
  /// Its shortest form; empty if it could not be understood.
  public var canonicalText: String
  /// Whether all its arguments are known and right; if not, `word` holds only some of them.
  public var isComplete: Bool
  /// Where it stands; nothing if it was made by hand.
  public var span: SourceSpan?
  /// Where its arguments stand, by the name of the parameter.
  public var places: [String: [SourceSpan]]

  /// A statement made by hand.
  public init(_ word: some CommandArguments) {
    self.init(
      word: word, canonicalText: type(of: word).signature.canonical(word), isComplete: true,
      span: nil, places: [:])
  }

  init(
    word: (any CommandArguments)?, canonicalText: String, isComplete: Bool, span: SourceSpan?,
    places: [String: [SourceSpan]]
  ) {
    self.word = word
    self.canonicalText = canonicalText
    self.isComplete = isComplete
    self.span = span
    self.places = places
  }

  /// A statement that could not be understood.
  static func gap(at span: SourceSpan) -> BoundStatement {
    BoundStatement(word: nil, canonicalText: "", isComplete: false, span: span, places: [:])
  }

  /// Where an argument stands, or else the whole statement.
  ///
  /// - Parameters:
  ///   - parameter: the name of the parameter.
  ///   - index: which of its words, for a parameter that takes several.
  public func place(of parameter: String, _ index: Int = 0) -> SourceSpan? {
    guard let spans = places[parameter], spans.indices.contains(index) else { return span }
    return spans[index]
  }
}

extension BoundStatement: Equatable {
  /// Statements are the same when their shortest forms are, wherever they stand.
  public static func == (left: BoundStatement, right: BoundStatement) -> Bool {
    left.canonicalText == right.canonicalText && left.isComplete == right.isComplete
  }
}
