/// The search for the table that makes table and payloads together smallest.
///
/// It counts bits in doubles, of which it takes only sums, products and comparisons: every machine finds
/// the same table.
package struct TableSearch {
  /// A table and the bits of it and of what is coded with it.
  package struct Result {
    package var description: TableDescription
    package var frequencies: FrequencyTable
    package var bits: Double
  }

  private let counts: [Int]
  private let total: Int
  /// By symbol: its price in bits if everything were exact; where it does not occur, that of half an
  /// occurrence.
  private let ideals: [Double]

  /// Finds a table for counts; the table of symbol 0 alone if all are 0.
  ///
  /// - Parameter counts: how often each symbol occurs, for at most 65,536.
  package static func best(counts: [Int]) -> Result {
    let occurring = counts.indices.filter { counts[$0] > 0 }
    guard occurring.count > 1 else {
      return TableSearch(counts).result(.only(occurring.first ?? 0))
    }
    return TableSearch(counts).best(occurring: occurring.count)
  }

  private init(_ counts: [Int]) {
    self.counts = counts
    total = counts.reduce(0, +)
    let whole = TableSearch.log2(max(1, total))
    ideals = counts.map { whole - ($0 > 0 ? TableSearch.log2($0) : -1) }
  }

  private static func log2(_ value: Int) -> Double {
    Double(FixedLogarithm.log2(value)) / Double(1 << FixedLogarithm.fraction)
  }

  private func best(occurring: Int) -> Result {
    // Whether symbols that do not occur are left out or are given something small.
    let forms = occurring == counts.count ? [false] : counts.count <= 4096 ? [false, true] : [true]
    let predictions = counts.count <= 4096 ? PricePrediction.allCases : [.level]
    let scaleBits = occurring <= 256 ? 12 : occurring <= 1024 ? 14 : 16
    var best: Result?
    for leavesOut in forms where leavesOut || counts.count <= 1 << scaleBits {
      for prediction in predictions {
        for resolution in 0...7 {
          let prices = prices(prediction, resolution: resolution, leavesOut: leavesOut)
          let next = result(
            .priced(
              .init(
                prediction: prediction, resolution: resolution, scaleBits: scaleBits, prices: prices
              )))
          if next.bits < best?.bits ?? .infinity { best = next }
        }
      }
    }
    guard let best, case .priced(let found) = best.description else {
      // One form at least fits.
      return result(.only(0))
    }
    return [10, 12, 14, 16].filter { $0 != scaleBits }.reduce(best) { best, scaleBits in
      guard found.prices.count(where: { $0 != nil }) <= 1 << scaleBits else { return best }
      var other = found
      other.scaleBits = scaleBits
      let next = result(.priced(other))
      // Larger decoding tables are slower: they must be worth it.
      return next.bits < best.bits * (scaleBits > 12 ? 0.9995 : 1) ? next : best
    }
  }

  /// The prices for one way to guess them: where the bits of a step from the guess cost more than the
  /// payload gains by it, the step is made smaller or none.
  private func prices(
    _ prediction: PricePrediction, resolution: Int, leavesOut: Bool
  ) -> [Int?] {
    let steps = Double(1 << resolution)
    var list = PriceList(prediction, resolution: resolution, alphabet: counts.count)
    var code = TableDescription.stepCode(resolution)
    return counts.indices.map { symbol in
      let guess = list.guess
      if leavesOut, counts[symbol] == 0 {
        list.append(guess)
        return nil
      }
      let exact = min(Int(ideals[symbol] * steps + 0.5), list.range.upperBound)
      var chosen = exact - guess
      var least = Double.infinity
      for step in candidates(exact - guess) {
        let deviation = Double(guess + step) / steps - ideals[symbol]
        let cost = Double(code.bits(of: TableDescription.folded(step))) + loss(symbol, deviation)
        if cost < least {
          least = cost
          chosen = step
        }
      }
      _ = code.skip(TableDescription.folded(chosen))
      list.append(guess + chosen)
      return guess + chosen
    }
  }

  /// The steps worth a look on the way from no step to the exact one.
  private func candidates(_ exact: Int) -> [Int] {
    guard abs(exact) > 4 else { return exact < 0 ? Array(exact...0) : Array(0...exact) }
    return [0, exact / 2, exact * 3 / 4, exact - exact.signum(), exact]
  }

  /// Bits that the payload grows by if the price of a symbol is that much too high.
  private func loss(_ symbol: Int, _ deviation: Double) -> Double {
    guard counts[symbol] == 0 else {
      // Half the second derivative of the entropy: all prices together are scaled to fit.
      return Double(counts[symbol]) * 0.3466 * deviation * deviation
    }
    // What is set aside for half an occurrence is lost to all others: twice that for each bit less.
    let halves = min(max(Int(-deviation.rounded()), -30), 30)
    return 0.7213 * (halves < 0 ? 1 / Double(1 << -halves) : Double(1 << halves))
  }

  private func result(_ description: TableDescription) -> Result {
    let frequencies = description.frequencies(alphabet: counts.count)
    var bits = Double(8 * description.write(alphabet: counts.count).count)
    for (count, frequency) in zip(counts, frequencies.frequencies) where count > 0 {
      bits += Double(count) * (Double(frequencies.scaleBits) - TableSearch.log2(Int(frequency)))
    }
    return Result(description: description, frequencies: frequencies, bits: bits)
  }
}
