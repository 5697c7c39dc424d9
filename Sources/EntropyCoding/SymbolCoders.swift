/// The coders that there are: the one list of them.
public enum SymbolCoders {
  /// Every coder, in the order in which they are offered.
  public static let all: [any SymbolCoder] = [
    Huffman()
  ]

  /// The coder that a user names, if there is one.
  ///
  /// - Parameter name: such as "huffman".
  public static func named(_ name: String) -> (any SymbolCoder)? {
    all.first { $0.name == name }
  }

  /// The coder that a file names, if there is one.
  ///
  /// - Parameter identifier: the number that stands for it in files.
  public static func identified(by identifier: UInt8) -> (any SymbolCoder)? {
    all.first { $0.identifier == identifier }
  }
}
