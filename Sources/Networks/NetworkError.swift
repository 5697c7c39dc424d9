import Tensors

/// A network that cannot be built, or values that do not fit one.
public struct NetworkError: Error, Equatable, Sendable {
  /// The node or parameter concerned, such as `ip1` or `ip1.weight`, if there is one.
  public let place: String?
  /// What is wrong, in a sentence without a full stop.
  public let message: String

  /// An error with its place and message.
  public init(_ message: String, at place: String? = nil) {
    self.message = message
    self.place = place
  }

  init(_ error: ShapeError, at place: String) {
    self.init(error.message, at: place)
  }

  /// Place and message in one line.
  public var text: String { place.map { "\($0): \(message)" } ?? message }
}
