/// How many of the 2^scaleBits values of a state's low bits belong to each symbol.
///
/// The sum of all is exact, and a symbol that has a price has at least one.
package struct FrequencyTable: Equatable, Sendable {
  /// The logarithm of the sum: 0 where a symbol is alone, else 10, 12, 14 or 16.
  package let scaleBits: Int
  /// By symbol; 0 for those that do not occur.
  package let frequencies: [UInt32]

  /// The table in which one symbol is alone.
  package init(only symbol: Int, alphabet: Int) {
    scaleBits = 0
    frequencies = (0..<alphabet).map { $0 == symbol ? 1 : 0 }
  }

  /// Turns prices into frequencies, as README.md lays it down.
  ///
  /// - Parameters:
  ///   - prices: by symbol, in units of 2^−resolution bits, 0 to 24 bits; nil where it does not occur.
  ///     At least two occur, and no more than 2^scaleBits.
  ///   - resolution: 0 to 7.
  ///   - scaleBits: the logarithm of the sum.
  package init(prices: [Int?], resolution: Int, scaleBits: Int) {
    let weights = prices.map { price in
      price.map { FixedLogarithm.weight(price: $0, resolution: resolution) } ?? 0
    }
    // At most 2¹⁶ weights of at most 2³¹: products with 2¹⁶ stay below 2⁶³.
    let total = weights.reduce(0, &+)
    var frequencies = weights.map { weight in
      weight == 0 ? 0 : max(1, UInt32(weight << UInt64(scaleBits) / total))
    }
    let sum = frequencies.reduce(0) { $0 + Int($1) }
    let missing = 1 << scaleBits - sum
    if missing > 0 {
      var share = Share(of: UInt64(missing), among: total)
      for index in frequencies.indices { frequencies[index] += share.next(weights[index]) }
    } else if missing < 0 {
      let spare = UInt64(sum - frequencies.count { $0 > 0 })
      var share = Share(of: UInt64(-missing), among: spare)
      for index in frequencies.indices where frequencies[index] > 0 {
        frequencies[index] -= share.next(UInt64(frequencies[index] - 1))
      }
    }
    self.scaleBits = scaleBits
    self.frequencies = frequencies
  }
}

/// Divides an amount in proportion to parts that come one after the other, so that nothing is left.
private struct Share {
  private let amount: UInt64
  private let total: UInt64
  private var sum: UInt64 = 0
  private var given: UInt64 = 0

  init(of amount: UInt64, among total: UInt64) {
    self.amount = amount
    self.total = total
  }

  mutating func next(_ part: UInt64) -> UInt32 {
    sum += part
    let due = sum * amount / total
    defer { given = due }
    return UInt32(due - given)
  }
}
