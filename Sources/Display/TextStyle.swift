/// What a rendering as text may use besides characters.
public struct TextStyle: Sendable, Equatable {
  /// Whether ANSI escape sequences for colour and weight may be written.
  public var color: Bool

  /// Makes a style.
  public init(color: Bool) {
    self.color = color
  }

  /// Characters only: for files, pipes and `NO_COLOR`.
  public static let plain = TextStyle(color: false)

  /// Colour and weight: for terminals.
  public static let colored = TextStyle(color: true)

  /// A part that stands out or stands back. It says nothing that the characters do not say.
  public enum Role: Sendable, Equatable {
    /// A title.
    case title
    /// A column's heading.
    case heading
    /// Lines and other ornament.
    case rule
    /// What went well.
    case good
    /// What needs attention.
    case warning
    /// What went wrong.
    case error

    /// The parameters of the ANSI "select graphic rendition" sequence.
    var parameters: String {
      switch self {
      case .title, .heading: "1"
      case .rule: "2"
      case .good: "32"
      case .warning: "33"
      case .error: "1;31"
      }
    }
  }

  /// The text in the given role: as it is without colour, or if it is empty.
  public func apply(_ role: Role, to text: String) -> String {
    guard color, !text.isEmpty else { return text }
    return "\u{1B}[\(role.parameters)m\(text)\u{1B}[0m"
  }
}
