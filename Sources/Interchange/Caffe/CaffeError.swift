/// A place in a text file.
public struct TextPlace: Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public var line: Int
  /// The character in the line, from 1.
  public var column: Int

  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Line and column with a colon between them, such as `12:3`.
  public var description: String { "\(line):\(column)" }
}

/// A network description that is not understood.
public struct CaffeError: Error, Equatable, Sendable {
  /// The place in the file, if there is one.
  public let place: TextPlace?
  /// The layer concerned, if there is one.
  public let layer: String?
  /// The layer's type as the file has it, such as `Convolution` or `CONVOLUTION`.
  public let type: String?
  /// What is wrong, in a sentence without a full stop.
  public let message: String

  /// An error with its place, its layer and its message.
  public init(
    _ message: String, at place: TextPlace? = nil, layer: String? = nil, type: String? = nil
  ) {
    self.message = message
    self.place = place
    self.layer = layer
    self.type = type
  }

  /// Place, layer and message in one line.
  public var text: String {
    let type = type.map { " of type \($0)" } ?? ""
    let who = layer.map { "layer `\($0)`\(type)" }
    return [place.map { "\($0)" }, who, message].compactMap { $0 }.joined(separator: ": ")
  }
}
