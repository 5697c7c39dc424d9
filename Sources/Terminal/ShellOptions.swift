import Language
import Session

/// How a shell behaves: what the options of the command line say.
public struct ShellOptions: Sendable {
  /// Whether results are printed as JSON, one object for each statement.
  public var json = false
  /// Whether progress and results are left out, so that only diagnostics are seen.
  public var quiet = false
  /// Whether a script goes on after a statement that failed.
  public var keepGoing = false
  /// Variables that are set before the first statement, in order.
  public var variables: [(name: String, value: Value)] = []
  /// The words behind the script's name: `$args`.
  public var arguments: [String] = []
  /// What the session is set up with.
  public var settings = Settings()

  /// The usual behaviour.
  public init() {}

  /// Reads `NAME=VALUE`; the value is a literal of the language (`8%`, `True`, `[1, 2]`) or else a
  /// text as it is.
  /// - Throws: `Diagnostic` if it is not of that form.
  public static func variable(_ text: String) throws(Diagnostic) -> (name: String, value: Value) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, isName(parts[0]) else {
      throw Diagnostic(
        "`\(text)` sets no variable", help: "NAME=VALUE; a name has letters, digits and _",
        kind: .usage)
    }
    let value = String(parts[1])
    return (String(parts[0]), Value(literal: value) ?? .string(value))
  }

  private static func isName(_ text: Substring) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return text.utf8.first.map(isLetter) ?? false
      && text.utf8.allSatisfy {
        isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
  }
}
