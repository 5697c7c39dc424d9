import Glibc
import Language

/// Output that could not be written.
public enum OutputError: Error, Sendable, Equatable {
  /// Nobody reads it any more, as in `dcsh … | head -1`.
  case closed
  /// The system refused it; its error number.
  case failed(Int32)

  /// The exit code of a process that ends with this: as if SIGPIPE had ended it, or 1.
  public var exitCode: Int32 {
    switch self {
    case .closed: 128 + SIGPIPE
    case .failed: 1
    }
  }

  /// What to tell the user; nil where silence is expected.
  public var diagnostic: Diagnostic? {
    switch self {
    case .closed: nil
    case .failed(let code):
      Diagnostic(
        "cannot write to standard output: \(systemMessage(code))",
        help: code == ENOSPC ? "free some space, or send the output elsewhere" : nil)
    }
  }
}

/// The system's words for an error number, in lower case as part of a sentence.
func systemMessage(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  let words = String(cString: text)
  return words.prefix(1).lowercased() + words.dropFirst()
}
