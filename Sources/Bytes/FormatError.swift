/// A place in a file or a message where its bytes break the rules of their format.
public struct FormatError: Error, Equatable, Sendable {
  /// The place, in bytes from the beginning of the file or message.
  public var offset: Int
  /// What is wrong there, without the offset: a phrase that starts in lower case.
  public var message: String

  /// Creates an error.
  ///
  /// - Parameters:
  ///   - offset: the place, in bytes from the beginning of the file or message.
  ///   - message: what is wrong there, without the offset.
  public init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }
}

extension FormatError: CustomStringConvertible {
  /// The message and the offset in one line.
  public var description: String { "\(message) (at byte \(offset))" }
}
