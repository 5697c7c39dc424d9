import Bytes
import Tensors

/// Why a data set could not be loaded.
public struct DatasetError: Error, Equatable, Sendable {
  /// The file or folder concerned, or the name that was asked for.
  public var path: String
  /// What is wrong, in a sentence without a full stop; it does not repeat the path.
  public var message: String
  /// What to do about it, in a sentence without a full stop.
  public var remedy: String?

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - path: the file or folder concerned, or the name that was asked for.
  ///   - message: what is wrong.
  ///   - remedy: what to do about it.
  public init(path: String, message: String, remedy: String?) {
    self.path = path
    self.message = message
    self.remedy = remedy
  }

  package init(_ error: FileError) {
    self.init(
      path: error.path, message: "cannot \(error.operation) it: \(error.cause)",
      remedy: error.remedy)
  }

  /// - Parameter compressed: whether the offset counts in the decompressed contents.
  package init(_ error: FormatError, path: String, compressed: Bool = false) {
    let contents = compressed ? " of the decompressed contents" : ""
    self.init(
      path: path, message: "\(error.message) (at byte \(error.offset)\(contents))",
      remedy: "the file is damaged or of another kind: replace it")
  }
}

extension DatasetError: CustomStringConvertible {
  /// Path, message and remedy in one line.
  public var description: String {
    "\(path): \(message)" + (remedy.map { "; \($0)" } ?? "")
  }
}
