/// How a symbol's price is guessed from those before it.
package enum PricePrediction: UInt8, CaseIterable {
  /// As the one before.
  case level = 0
  /// On the line through the two before: exact where frequencies fall geometrically.
  case line = 1
  /// As if the bits of a symbol's number were independent of each other.
  case product = 2
}

/// The prices of an alphabet as they become known, in the order of the symbols.
struct PriceList {
  /// Bits of the dearest price.
  static let highest = 24

  private let prediction: PricePrediction
  private let resolution: Int
  private let alphabet: Int
  /// The price of each symbol so far; where it does not occur, what was guessed.
  private var known: [Int] = []

  init(_ prediction: PricePrediction, resolution: Int, alphabet: Int) {
    self.prediction = prediction
    self.resolution = resolution
    self.alphabet = alphabet
    known.reserveCapacity(alphabet)
  }

  /// The prices that there can be.
  var range: ClosedRange<Int> { 0...PriceList.highest << resolution }

  /// What the next symbol's price will be as far as one can know.
  var guess: Int {
    let index = known.count
    // All equally frequent, to begin with.
    guard let last = known.last else { return bitWidth(alphabet - 1) << resolution }
    switch prediction {
    case .level: return last
    case .line:
      // Symbol 0 is no neighbour: it skips, or stands for a pruned weight.
      return index < 3 ? last : clamped(2 * last - known[index - 2])
    case .product:
      let highest = 1 << (bitWidth(index) - 1)
      if index == highest { return known[index >> 1] }
      return clamped(known[index - highest] + known[highest] - known[0])
    }
  }

  /// Adds the next symbol's price, its guess if it does not occur.
  mutating func append(_ price: Int) { known.append(price) }

  private func clamped(_ price: Int) -> Int { min(max(price, range.lowerBound), range.upperBound) }
}

/// How many bits a number that is not negative takes; none for 0.
func bitWidth(_ value: Int) -> Int { Int.bitWidth - value.leadingZeroBitCount }
