/// The coders of layers that there are: the one list of them.
public enum LayerCoders {
  /// Every coder of positions, in the order in which they are offered.
  public static let positions: [any PositionCoder] = [
    HuffmanPositions(), RansBitmap(), RansGaps(), AdaptivePositions(),
  ]

  /// Every coder of codes, in the order in which they are offered.
  public static let codes: [any CodeCoder] = [
    HuffmanCodes(), RansCodes(), AdaptiveCodes(),
  ]

  /// The coder of positions of a name, such as "rans-gap", if there is one.
  public static func positions(named name: String) -> (any PositionCoder)? {
    positions.first { $0.name == name }
  }

  /// The coder of positions that a file names, if there is one.
  public static func positions(identifiedBy identifier: UInt8) -> (any PositionCoder)? {
    positions.first { $0.identifier == identifier }
  }

  /// The coder of codes of a name, such as "rans", if there is one.
  public static func codes(named name: String) -> (any CodeCoder)? {
    codes.first { $0.name == name }
  }

  /// The coder of codes that a file names, if there is one.
  public static func codes(identifiedBy identifier: UInt8) -> (any CodeCoder)? {
    codes.first { $0.identifier == identifier }
  }
}
