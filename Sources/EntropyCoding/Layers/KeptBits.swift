/// Which weights of a run of rows are kept, one bit each.
///
/// Bit i is bit i % 64 of word i / 64, counted from the lowest; bits past the end are 0.
public struct KeptBits: Hashable, Sendable {
  /// Number of weights.
  public let count: Int
  /// The bits, 64 to a word.
  public private(set) var words: [UInt64]

  /// Creates the set of no weight.
  ///
  /// - Parameter count: number of weights, not negative.
  public init(count: Int) {
    self.count = count
    words = [UInt64](repeating: 0, count: KeptBits.wordCount(count))
  }

  /// Creates a set from its words; bits past the end are cleared.
  ///
  /// - Parameters:
  ///   - count: number of weights.
  ///   - words: as many words as they need.
  public init(count: Int, words: [UInt64]) {
    precondition(words.count == KeptBits.wordCount(count), "a bit for each weight")
    self.count = count
    self.words = words
    if count % 64 > 0 { self.words[words.count - 1] &= 1 << UInt64(count % 64) - 1 }
  }

  /// How many words a number of weights needs.
  public static func wordCount(_ count: Int) -> Int { (count + 63) / 64 }

  /// Whether a weight is kept.
  public subscript(index: Int) -> Bool {
    get { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }
    set {
      precondition(index < count, "a weight of the set")
      let bit: UInt64 = 1 << UInt64(index & 63)
      if newValue { words[index >> 6] |= bit } else { words[index >> 6] &= ~bit }
    }
  }

  /// How many weights are kept.
  public var population: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
