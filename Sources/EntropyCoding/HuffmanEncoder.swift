import Bytes

/// The words of a canonical Huffman code, made for counts of symbols.
struct HuffmanEncoder: Sendable {
  /// The code in a file.
  let table: [UInt8]
  private let words: [UInt32]
  private let lengths: [Int]

  /// Makes the best code; that of symbol 0 alone if all counts are 0.
  ///
  /// - Parameter counts: how often each symbol of an alphabet of 1 to 65,536 occurs.
  init(counts: [Int]) {
    var lengths = limitedCodeLengths(counts: counts, limit: CanonicalCode.maximumLength)
    if counts.allSatisfy({ $0 == 0 }) { lengths[0] = 0 }
    // Optimal lengths always make a complete code.
    let code = CanonicalCode(lengths: lengths)
    table = code.map { CodeTable.write($0) } ?? []
    words = code?.words ?? []
    self.lengths = lengths.map { Int($0 ?? 0) }
  }

  /// The bits of the words of so many symbols.
  func bits(of counts: [Int]) -> Int {
    zip(counts, lengths).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Writes the words of symbols that have one.
  ///
  /// - Returns: the words, zeros filling the last byte, and how many bits they take.
  func encode(_ symbols: [UInt16]) -> (bytes: [UInt8], bits: Int) {
    var writer = BitWriter()
    for symbol in symbols { writer.write(words[Int(symbol)], bits: lengths[Int(symbol)]) }
    let bits = writer.bitCount
    return (writer.finish(), bits)
  }
}
