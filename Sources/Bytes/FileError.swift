import Glibc

/// A file that could not be read or written.
public struct FileError: Error, Equatable, Sendable {
  /// The path as the caller gave it.
  public var path: String
  /// What was tried: a verb such as "read" or "write".
  public var operation: String
  /// The system's error number (`errno`).
  public var code: Int32

  /// Creates an error.
  ///
  /// - Parameters:
  ///   - path: the path as the caller gave it.
  ///   - operation: what was tried, a verb such as "read".
  ///   - code: the system's error number.
  public init(path: String, operation: String, code: Int32) {
    self.path = path
    self.operation = operation
    self.code = code
  }

  /// The whole story in one line, such as "cannot write out/a.dcz: no space left on device".
  public var message: String { "cannot \(operation) \(path): \(cause)" }

  /// The system's words for the error number, starting in lower case.
  public var cause: String {
    guard let text = strerror(code) else { return "error \(code)" }
    let words = String(cString: text)
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// What the user can do about it, where there is something to say.
  public var remedy: String? {
    switch code {
    case ENOENT: "check the spelling of the path"
    case EISDIR: "give the path of a file, not of a folder"
    case ENOTDIR: "a part of the path is a file, not a folder"
    case EACCES, EPERM: "check who owns the file and its permissions"
    case EROFS: "choose a folder on a file system that can be written"
    case ENOSPC, EDQUOT: "free some space, or choose a folder on another file system"
    case EFBIG: "the file is larger than what is accepted here"
    case ELOOP: "the symbolic links of this path run in a circle"
    case ENAMETOOLONG: "choose a shorter name"
    default: nil
    }
  }
}

extension FileError: CustomStringConvertible {
  /// The same as `message`.
  public var description: String { message }
}
