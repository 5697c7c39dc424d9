import Glibc
import Language

/// Reads lines from a stream as they come: for terminals without control sequences, where a prompt
/// or an echo would only be noise.
package final class PlainEditor: LineEditor {
  private let descriptor: Int32
  private let signals: SignalWatcher?
  private var bytes: [UInt8] = []
  private var isAtEnd = false

  /// Longer lines are refused by being cut.
  private static let limit = ScriptSource.limit

  /// An editor of the lines of a stream.
  package init(_ descriptor: Int32, signals: SignalWatcher? = nil) {
    self.descriptor = descriptor
    self.signals = signals
  }

  /// Reads a line; shows nothing.
  package func readLine(
    prompt: String, complete: @escaping (_ line: String, _ cursor: Int) -> Completion
  ) -> LineInput {
    while true {
      if let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        defer { bytes.removeFirst(newline + 1) }
        return .text(String(decoding: bytes[..<newline], as: UTF8.self))
      }
      if isAtEnd || bytes.count > Self.limit {
        defer { bytes = [] }
        return bytes.isEmpty ? .end : .text(String(decoding: bytes, as: UTF8.self))
      }
      if let input = InputWait.wait(for: descriptor, signals: signals) { return input }
      var chunk = [UInt8](repeating: 0, count: 1 << 12)
      let got = read(descriptor, &chunk, chunk.count)
      if got > 0 { bytes += chunk[..<got] }
      if got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN) { isAtEnd = true }
    }
  }

  /// Does nothing: there is no recalling.
  package func remember(_ entry: String) {}
}
