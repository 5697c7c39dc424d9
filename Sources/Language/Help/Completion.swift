/// What may stand at the cursor.
public struct Completion: Sendable, Equatable {
  /// A possible text.
  public struct Candidate: Sendable, Equatable {
    /// What it is, for grouping and colour.
    public enum Kind: String, Sendable {
      /// A command.
      case command
      /// `--name`.
      case option
      /// One of the values of an argument.
      case value
      /// The name of a layer.
      case layer
      /// A variable.
      case variable
      /// A field of a record.
      case field
      /// A function of an expression.
      case function
    }

    /// What replaces the typed part.
    public var text: String
    /// What to show beside it.
    public var description: String
    /// What it is.
    public var kind: Kind

    /// Makes a candidate.
    public init(_ text: String, _ description: String, _ kind: Kind) {
      self.text = text
      self.description = description
      self.kind = kind
    }
  }

  /// The part of the line that a candidate replaces, in UTF-8 offsets.
  public var range: Range<Int>
  /// The possible texts, in the order to show them.
  public var candidates: [Candidate]
  /// Whether names of files fit too; the host lists those that begin with the part in `range`.
  public var wantsFiles: Bool

  package static func none(at cursor: Int) -> Completion {
    Completion(range: cursor..<cursor, candidates: [], wantsFiles: false)
  }
}
