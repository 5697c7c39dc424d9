import Networks

/// A step of compression that cannot be done.
public struct CompressionError: Error, Equatable, Sendable {
  /// The layer or parameter concerned, such as `ip1`, if there is one.
  public let place: String?
  /// What is wrong, in a sentence without a full stop.
  public let message: String
  /// What to do about it, if anything can be said.
  public let remedy: String?

  /// An error with its place, message and remedy.
  public init(_ message: String, at place: String? = nil, remedy: String? = nil) {
    self.message = message
    self.place = place
    self.remedy = remedy
  }

  /// Somebody asked to stop.
  public static let cancelled = CompressionError("cancelled")

  init(_ error: NetworkError) {
    self.init(error.message, at: error.place)
  }
}
