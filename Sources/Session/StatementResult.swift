import Display
import Language

/// What came of a statement.
public struct StatementResult: Sendable {
  /// Its number in the session, from 1.
  public let number: Int
  /// Its words.
  public let source: String
  /// The name of the last command that it began to run, if any.
  public let command: String?
  /// Wall-clock seconds.
  public let seconds: Double
  /// Digest of the workspace afterwards, as hexadecimal digits.
  public let state: String
  /// Its value: the record of a command, or that of an expression; nil if it failed.
  public let value: Value?
  /// What is shown.
  public let display: Display
  /// Why it failed, if it did.
  public let error: Diagnostic?

  /// The object that `--json` prints for it.
  public var json: Value {
    var fields: [(String, Value)] = [
      ("statement", .integer(number)), ("source", .string(source)),
      ("command", command.map { .string($0) } ?? .none),
      ("status", .string(error == nil ? "ok" : "error")),
      ("seconds", .number((seconds * 1000).rounded() / 1000)), ("state", .string(state)),
    ]
    if let value { fields.append(("result", value)) }
    if let error { fields.append(("diagnostics", .list([error.record]))) }
    return .record(Record(fields))
  }
}
