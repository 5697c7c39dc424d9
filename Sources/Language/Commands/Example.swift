/// A line that can be typed, with what it gives; shown in help and run by tests.
public struct Example: Sendable, Equatable {
  /// What to type; several statements are separated by `;` or lines.
  public var code: String
  /// What it does or shows, in a phrase.
  public var shows: String
  /// Its exact result; of a record only these fields are compared. Nothing: it only has to work.
  public var gives: Value?

  /// Declares an example.
  public init(_ code: String, shows: String, gives: Value? = nil) {
    self.code = code
    self.shows = shows
    self.gives = gives
  }

  /// Whether a result is the one that the example promises.
  public func matches(_ result: Value) -> Bool {
    switch (gives, result) {
    case (nil, _): true
    case (.record(let fields), .record(let record)):
      fields.allSatisfy { record[$0.name] == $0.value }
    case (let gives, let result): gives == result
    }
  }
}

extension Example: Codable {
  private enum CodingKeys: String, CodingKey { case code, shows, gives }

  /// Reads a card's example; a promised result is written as an expression.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    code = try fields.decode(String.self, forKey: .code)
    shows = try fields.decode(String.self, forKey: .shows)
    gives = try fields.decodeIfPresent(String.self, forKey: .gives).flatMap(Value.init(literal:))
  }

  /// Writes a card's example; a promised result is written as an expression.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(code, forKey: .code)
    try fields.encode(shows, forKey: .shows)
    try fields.encodeIfPresent(gives?.literal, forKey: .gives)
  }
}
