/// An error, a warning or a note as a value: a place, a cause and a remedy.
///
/// It is the error type of this layer and of everything above it.
public struct Diagnostic: Error, Sendable, Equatable {
  /// How bad it is.
  public enum Severity: String, Sendable, CaseIterable {
    /// Nothing runs, or the running statement failed.
    case error
    /// Probably not what was meant; it runs all the same.
    case warning
    /// Only information.
    case note
  }

  /// What went wrong, in the sense that decides the exit code.
  public enum Kind: String, Sendable, CaseIterable {
    /// The text could not be parsed or checked, or a command was called in a wrong way.
    case usage
    /// A command or an expression failed while it ran.
    case failure
    /// An `expect` did not hold.
    case expectation
    /// The user stopped it.
    case interruption

    /// The exit code of a process that ends with this: 2, 1, 3, 130.
    public var exitCode: Int32 {
      switch self {
      case .usage: 2
      case .failure: 1
      case .expectation: 3
      case .interruption: 130
      }
    }
  }

  /// How bad it is.
  public var severity: Severity
  /// What kind of error it is; decides the exit code.
  public var kind: Kind
  /// The cause, in one sentence without a full stop.
  public var message: String
  /// The words it is about, where they are known.
  public var span: SourceSpan?
  /// The remedy: what to type instead.
  public var help: String?
  /// Further information, one line each.
  public var notes: [String]

  /// Makes a diagnostic; by default an error of a running command.
  public init(
    _ message: String, at span: SourceSpan? = nil, help: String? = nil, notes: [String] = [],
    kind: Kind = .failure, severity: Severity = .error
  ) {
    self.severity = severity
    self.kind = kind
    self.message = message
    self.span = span
    self.help = help
    self.notes = notes
  }

  /// The same diagnostic, placed at `span` unless it has a place already.
  public func placed(at span: SourceSpan) -> Diagnostic {
    guard self.span == nil else { return self }
    var placed = self
    placed.span = span
    return placed
  }

  static func usage(_ message: String, at span: SourceSpan?, help: String? = nil) -> Diagnostic {
    Diagnostic(message, at: span, help: help, kind: .usage)
  }

  /// Whether one diagnostic stands before another in the same source; without a place, last.
  package static func isBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    guard let leftSpan = left.span else { return false }
    guard let rightSpan = right.span else { return true }
    return (leftSpan.range.lowerBound, leftSpan.range.upperBound)
      < (rightSpan.range.lowerBound, rightSpan.range.upperBound)
  }
}
