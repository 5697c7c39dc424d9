import Glibc
import Language

/// What was typed in earlier sessions, in a file that only its owner can read.
///
/// One entry a line: seconds since 1970, a tab, the text with `\n` for the end of a line and `\\`
/// for a backslash. Several prompts may append at the same time.
public struct HistoryFile: Sendable {
  /// Its path.
  public let path: String

  /// The most bytes that are read, from the end: more than anybody recalls.
  private static let readLimit = 1 << 20
  /// Longer entries are kept out of the file.
  private static let entryLimit = 1 << 16

  /// The history at a path.
  public init(path: String) {
    self.path = path
  }

  /// The entries, oldest first; none if the file cannot be read.
  public func entries() -> [String] {
    // Not to be held up if somebody put a pipe there.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    guard let size = regularFileSize(descriptor) else { return [] }
    let start = max(0, size - Self.readLimit)
    var bytes = [UInt8](repeating: 0, count: size - start)
    var count = 0
    while count < bytes.count {
      let got = bytes[count...].withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(start + count))
      }
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      count += got
    }
    var lines = bytes[..<count].split(separator: UInt8(ascii: "\n"))
    // The first line was cut in two.
    if start > 0 { lines = Array(lines.dropFirst()) }
    return lines.map { Self.decode(String(decoding: $0, as: UTF8.self)) }
  }

  /// Adds an entry at the end, at once and as a whole.
  /// - Parameter time: seconds since 1970.
  /// - Throws: `Diagnostic`, a warning, if that is not possible.
  public func append(_ entry: String, time: Int) throws(Diagnostic) {
    guard entry.utf8.count <= Self.entryLimit else { return }
    makeFolders()
    let descriptor = open(
      path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, S_IRUSR | S_IWUSR)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    guard let oldSize = regularFileSize(descriptor) else { throw failure(EINVAL) }
    fchmod(descriptor, S_IRUSR | S_IWUSR)
    // A file system without locks still appends each write as a whole.
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    // A line that a full disk cut off must not swallow this one.
    var last = UInt8(ascii: "\n")
    let size = regularFileSize(descriptor) ?? oldSize
    if size > 0 { pread(descriptor, &last, 1, off_t(size - 1)) }
    let line = (last == UInt8(ascii: "\n") ? "" : "\n") + Self.encode(entry, time: time)
    let bytes = Array(line.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw failure(errno) }
  }

  /// An entry as a line of the file.
  package static func encode(_ entry: String, time: Int) -> String {
    var line = "\(time)\t"
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\n": line += "\\n"
      case "\\": line += "\\\\"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line + "\n"
  }

  /// The entry of a line; a line without a time is taken as it is.
  package static func decode(_ line: String) -> String {
    let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, Int(parts[0]) != nil else { return line }
    var entry = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in parts[1].unicodeScalars {
      if isEscaped {
        entry.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        entry.append(scalar)
      }
    }
    return String(entry)
  }

  /// Makes the folders above the file, for their owner only, as the XDG specification asks.
  private func makeFolders() {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += folder.isEmpty && !path.hasPrefix("/") ? part : "/" + part
      // It may be there; what else is wrong, opening the file will tell.
      mkdir(folder, S_IRWXU)
    }
  }

  /// The size of an open file; nil if it is a pipe, a device or a folder.
  private func regularFileSize(_ descriptor: Int32) -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  private func failure(_ code: Int32) -> Diagnostic {
    Diagnostic(
      "cannot write the history \(path): \(systemMessage(code))",
      help: "what is typed from here on is not kept", severity: .warning)
  }
}
