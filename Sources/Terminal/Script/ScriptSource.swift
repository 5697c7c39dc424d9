import Glibc
import Language

/// Where the text of a script comes from.
public enum ScriptSource: Sendable, Equatable {
  /// A file.
  case file(String)
  /// The text itself, as with `-c`.
  case text(String)
  /// Standard input, to its end.
  case standardInput

  /// The script at a path; `-` is standard input.
  public init(path: String) {
    self = path == "-" ? .standardInput : .file(path)
  }

  /// The largest script that is accepted, in bytes.
  public static let limit = 16 << 20

  /// What diagnostics call it.
  public var name: String {
    switch self {
    case .file(let path): path
    case .text: "-c"
    case .standardInput: "stdin"
    }
  }

  /// Reads all of it.
  ///
  /// - Parameter input: the descriptor of standard input.
  /// - Throws: `Diagnostic` of the kind `.usage` if it cannot be read, is too large or no text.
  public func read(input: Int32) throws(Diagnostic) -> SourceText {
    switch self {
    case .text(let text): return SourceText(name: name, text: text)
    case .standardInput: return try text(of: input)
    case .file(let path):
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(errno) }
      defer { close(descriptor) }
      return try text(of: descriptor)
    }
  }

  private func text(of descriptor: Int32) throws(Diagnostic) -> SourceText {
    let bytes = try bytes(of: descriptor)
    if let zero = bytes.firstIndex(of: 0) {
      throw refusal("\(name) is not a script: byte \(zero) of it is zero", "a script is UTF-8 text")
    }
    let source = SourceText(name: name, bytes: bytes)
    if let offset = source.firstInvalidByte {
      var refusal = refusal("the text is not UTF-8", "save it as UTF-8")
      refusal.span = source.span(offset..<offset)
      throw refusal
    }
    return source
  }

  private func bytes(of descriptor: Int32) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = Glibc.read(descriptor, &chunk, chunk.count)
      if got == 0 { return bytes }
      if got > 0 {
        bytes.append(contentsOf: chunk[..<got])
        guard bytes.count <= Self.limit else {
          throw refusal("\(name) is larger than 16 MiB", "a script is text that somebody reads")
        }
      } else if errno == EAGAIN {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        throw failure(errno)
      }
    }
  }

  private func failure(_ code: Int32) -> Diagnostic {
    refusal("cannot read \(name): \(systemMessage(code))")
  }

  private func refusal(_ message: String, _ help: String? = nil) -> Diagnostic {
    Diagnostic(message, help: help, kind: .usage)
  }
}
