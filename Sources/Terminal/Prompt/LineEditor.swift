import Language

/// Where the prompt gets its lines from: readline, a plain stream, or a test.
public protocol LineEditor: AnyObject {
  /// Reads a line.
  ///
  /// - Parameters:
  ///   - prompt: what is shown before it, without control characters.
  ///   - complete: tells what may stand at the cursor, a UTF-8 offset in the line.
  func readLine(
    prompt: String, complete: @escaping (_ line: String, _ cursor: Int) -> Completion
  ) -> LineInput

  /// Makes a text recallable, of one line or several.
  func remember(_ entry: String)
}

/// What reading a line gave.
public enum LineInput: Sendable, Equatable {
  /// A line, without its end; of several lines if they were pasted together.
  case text(String)
  /// The user gave it up (Ctrl-C).
  case interrupted
  /// There is no more (Ctrl-D).
  case end
  /// The process was asked to end, by this signal.
  case terminated(Int32)
}
