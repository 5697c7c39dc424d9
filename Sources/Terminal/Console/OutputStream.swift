import Display
import Glibc

/// One of the two places that text is written to.
public struct OutputStream: Sendable {
  /// The file descriptor.
  public let descriptor: Int32
  /// Whether a person looks at it.
  public let isTerminal: Bool
  /// Whether colour may be used.
  public let style: TextStyle
  private let environment: Environment

  /// An output.
  /// - Parameter isTerminal: whether a person looks at it; if not given, the system is asked.
  public init(
    _ descriptor: Int32, color: ColorChoice = .auto, environment: Environment = .process,
    isTerminal: Bool? = nil
  ) {
    self.descriptor = descriptor
    self.environment = environment
    self.isTerminal = isTerminal ?? (isatty(descriptor) == 1)
    style = color.style(isTerminal: self.isTerminal, environment: environment)
  }

  /// The terminal's width in columns at this moment; nil if it is no terminal.
  public var width: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil } ?? 80
  }

  /// Whether lines can be drawn anew: a terminal that understands control sequences.
  public var canRedraw: Bool { isTerminal && !environment.isDumb }

  /// Writes all of a text.
  /// - Throws: `OutputError` if it could not be written to its end.
  public func write(_ text: String) throws(OutputError) {
    var text = text
    let code = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0)) }
    if code == EPIPE { throw .closed }
    if code != 0 { throw .failed(code) }
  }

  /// Writes a text if that is possible: for messages that nothing depends on.
  public func writeIfPossible(_ text: String) {
    try? write(text)
  }

  /// Writes bytes; gives the error number, or 0.
  private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress
      let written = Glibc.write(descriptor, start, rest.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        // Somebody we share the terminal with has made it non-blocking.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
