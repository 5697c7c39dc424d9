import Display
import Language

/// Something that a user can tell a session to do.
///
/// A command is a plain value whose stored properties are its arguments; see `CommandArguments`.
/// It is atomic: when it throws, the session is what it was.
public protocol Command: CommandArguments {
  /// Does it.
  /// - Throws: `Diagnostic`; without a place, it is put at the command's words.
  func run(in session: inout Session) throws(Diagnostic) -> Output
}

/// What a command gives: fields for programs and something to look at for people.
public struct Output: Sendable {
  /// The fields that the reference promises.
  public var record: Record
  /// What is shown.
  public var display: Display

  /// A result.
  public init(_ record: Record = Record(), display: Display = Display()) {
    self.record = record
    self.display = display
  }
}
