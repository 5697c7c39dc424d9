import Bytes

/// How often each symbol of an alphabet occurs in several streams together.
struct SymbolCounts {
  private(set) var counts: [Int]

  /// Creates counts of 0.
  init(alphabet: Int) { counts = [Int](repeating: 0, count: alphabet) }

  /// Adds the symbols of a stream, each below the size of the alphabet.
  mutating func add(_ symbols: [UInt16]) {
    for symbol in symbols { counts[Int(symbol)] += 1 }
  }
}

extension ByteReader {
  /// Refuses alphabets that symbols of 16 bits cannot have.
  func checkAlphabet(_ alphabet: Int) throws(FormatError) {
    guard (1...1 << 16).contains(alphabet) else {
      throw FormatError(
        offset: offset, message: "an alphabet of \(alphabet) symbols; 1 to 65,536 can be")
    }
  }
}
