/// An enumeration whose raw values are the words a user types.
public protocol ArgumentEnum: ArgumentValue, CaseIterable, RawRepresentable
where RawValue == String {}

extension ArgumentEnum {
  /// "one of" all the words.
  public static var typeName: String { "one of \(candidates.joined(separator: ", "))" }
  /// The words.
  public static var placeholder: String { candidates.joined(separator: "|") }
  /// The words, in the order in which they are declared.
  public static var candidates: [String] { allCases.map(\.rawValue) }

  /// Takes one of the words, exactly.
  public init(argument: Value) throws(ArgumentError) {
    guard let value = Self(rawValue: argument.displayText) else {
      let near = Suggestion.nearest(to: argument.displayText, in: Self.candidates)
      throw ArgumentError(help: near.map { "did you mean \($0)?" })
    }
    self = value
  }

  /// The word.
  public var canonicalText: String { rawValue }
}
