/// The prefix code that word lengths alone determine: shorter words first, equal ones in the order of
/// their symbols, each the number after its predecessor.
///
/// It is complete: every sequence of bits is the beginning of some sequence of words. The one way to
/// make it from lengths checks that, so that decoders can rely on it.
package struct CanonicalCode: Sendable {
  /// The longest word in bits. 65,536 symbols need 16; with 24, rare symbols among so many lose less
  /// than a hundredth of a bit each.
  package static let maximumLength = 24

  /// The length of each symbol's word in bits; `nil` for symbols that have none.
  package let lengths: [UInt8?]
  /// The symbols that have a word, in the order of their words.
  package let symbols: [UInt16]
  /// How many words there are of each length, 0 to `maximumLength`.
  package let counts: [Int]

  /// Creates the code of the given lengths; `nil` if they leave words unused or need more than there
  /// are.
  ///
  /// - Parameter lengths: for at most 65,536 symbols.
  package init?(lengths: [UInt8?]) {
    var space = CodeSpace()
    var counts = [Int](repeating: 0, count: CanonicalCode.maximumLength + 1)
    for length in lengths {
      guard let length else { continue }
      guard space.take(Int(length)) else { return nil }
      counts[Int(length)] += 1
    }
    guard space.isFull, lengths.count <= 1 << 16 else { return nil }

    var next = [Int](repeating: 0, count: counts.count)
    for length in 1..<counts.count { next[length] = next[length - 1] + counts[length - 1] }
    var symbols = [UInt16](repeating: 0, count: counts.reduce(0, +))
    for (symbol, length) in lengths.enumerated() {
      guard let length = length.map({ Int($0) }) else { continue }
      symbols[next[length]] = UInt16(symbol)
      next[length] += 1
    }
    self.lengths = lengths
    self.symbols = symbols
    self.counts = counts
  }

  /// The first word of each length, 0 to `maximumLength`, in the low bits.
  package var firstWords: [UInt32] {
    var words: [UInt32] = [0]
    for length in 1...CanonicalCode.maximumLength {
      words.append((words[length - 1] + UInt32(counts[length - 1])) << 1)
    }
    return words
  }

  /// The word of each symbol in the low bits; zero for symbols that have none.
  package var words: [UInt32] {
    var next = firstWords
    return lengths.map { length in
      guard let length = length.map({ Int($0) }) else { return 0 }
      defer { next[length] += 1 }
      return next[length]
    }
  }
}

/// How much of all possible words a code has used up: Kraft's sum, exactly.
package struct CodeSpace {
  private static let whole = 1 << CanonicalCode.maximumLength
  private var used = 0

  /// Starts with nothing used.
  package init() {}

  /// Whether the words that were taken make a complete code.
  package var isFull: Bool { used == CodeSpace.whole }

  /// Takes a word of some length; false, and nothing taken, if there is none any more.
  package mutating func take(_ length: Int) -> Bool {
    guard (0...CanonicalCode.maximumLength).contains(length) else { return false }
    let part = CodeSpace.whole >> length
    guard part <= CodeSpace.whole - used else { return false }
    used += part
    return true
  }
}
