/// Positions as distances from one to the next (section 2 of the paper) in an alphabet of 2ᵇ symbols,
/// where symbol 0 only skips: it stands for 2ᵇ − 1 pruned weights. Symbol s stands for s − 1 pruned weights
/// and a kept one.
package struct GapAlphabet: Sendable {
  /// The widths that there can be.
  package static let widths = 1...10

  /// Bits of a symbol.
  package let width: Int

  package init(width: Int) { self.width = width }

  /// The size of the alphabet.
  var size: Int { 1 << width }
  /// The pruned weights that symbol 0 stands for; no symbol stands for more weights.
  var skip: Int { size - 1 }

  /// The symbols of positions.
  ///
  /// - Parameters:
  ///   - kept: the positions.
  ///   - tail: whether skips follow the last kept weight until the end of the weights is reached or
  ///     passed.
  package func symbols(of kept: KeptBits, tail: Bool) -> [UInt16] {
    var symbols: [UInt16] = []
    symbols.reserveCapacity(kept.population + kept.count / skip / 4 + 8)
    let rest = kept.forEachGap { gap in
      var gap = gap
      while gap >= skip {
        symbols.append(0)
        gap &-= skip
      }
      symbols.append(UInt16(truncatingIfNeeded: gap &+ 1))
    }
    if tail { symbols.append(contentsOf: repeatElement(0, count: (rest + skip - 1) / skip)) }
    return symbols
  }
}

/// How often each gap occurs, from which the counts of any alphabet of gaps follow.
struct GapCounts {
  /// The short gaps by their length.
  private var short: [Int]
  /// Gaps that are longer than any symbol says.
  private var long: [Int] = []
  /// The pruned weights at the end of each chunk.
  private var tails: [Int] = []

  /// Counts the gaps of chunks.
  init(_ chunks: [KeptBits]) {
    let most = 1 << GapAlphabet.widths.upperBound
    short = [Int](repeating: 0, count: most)
    for chunk in chunks {
      let tail = chunk.forEachGap { gap in
        if gap < most { short[gap] &+= 1 } else { long.append(gap) }
      }
      tails.append(tail)
    }
  }

  /// How often each symbol occurs.
  func symbols(_ alphabet: GapAlphabet, tail: Bool) -> [Int] {
    let skip = alphabet.skip
    var counts = [Int](repeating: 0, count: alphabet.size)
    func add(_ gap: Int, _ times: Int) {
      counts[0] += gap / skip * times
      counts[gap % skip + 1] += times
    }
    for (gap, times) in short.enumerated() where times > 0 { add(gap, times) }
    for gap in long { add(gap, 1) }
    if tail { counts[0] += tails.reduce(0) { $0 + ($1 + skip - 1) / skip } }
    return counts
  }
}

extension KeptBits {
  /// Calls a function with the number of pruned weights before each kept one, since the last.
  ///
  /// - Returns: the pruned weights after the last kept one.
  @inline(__always)
  func forEachGap(_ body: (Int) -> Void) -> Int {
    var next = 0
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        let position = index &* 64 &+ rest.trailingZeroBitCount
        body(position &- next)
        next = position &+ 1
        rest &= rest &- 1
      }
    }
    return count - next
  }
}
