import Bytes
import EntropyCoding
import Testing

@Suite struct RansEncoderTests {
  /// The textbook's decoder: one list of states, one list of words, symbols found by searching.
  private func reference(_ payload: [UInt8], _ table: FrequencyTable, count: Int, states: Int)
    -> [UInt16]?
  {
    var numbers = payload.map { Int($0) }[...]
    func take(_ bytes: Int) -> Int {
      defer { numbers = numbers.dropFirst(bytes) }
      return numbers.prefix(bytes).reversed().reduce(0) { $0 * 256 + $1 }
    }
    var all = (0..<states).map { _ in take(4) }
    let scale = 1 << table.scaleBits
    var symbols: [UInt16] = []
    for index in 0..<count {
      let state = all[index % states]
      var before = 0
      var symbol = 0
      while state % scale >= before + Int(table.frequencies[symbol]) {
        before += Int(table.frequencies[symbol])
        symbol += 1
      }
      var next = Int(table.frequencies[symbol]) * (state / scale) + state % scale - before
      if next < 65536 { next = next * 65536 + take(2) }
      all[index % states] = next
      symbols.append(UInt16(symbol))
    }
    return numbers.isEmpty && all.allSatisfy { $0 == 65536 } ? symbols : nil
  }

  @Test func theTextbookReadsWhatWasWritten() {
    var numbers = TestNumbers(41)
    for (alphabet, step) in [(2, 1), (16, 1), (32, 3), (300, 20), (5000, 400)] {
      let symbols = numbers.symbols(count: 3000, alphabet: alphabet, step: step)
      let found = TableSearch.best(counts: symbolCounts(of: symbols, alphabet: alphabet))
      for items in [3000, 1 << 16] {
        let payload = RansEncoder(found.frequencies).encode(symbols, items: items)
        let states = RansEncoder.stateCount(items: items)
        #expect(states == (items == 3000 ? 1 : 4))
        #expect(
          reference(payload, found.frequencies, count: 3000, states: states) == symbols)
        // The search's estimate is what comes out, but for the states.
        let bits = Double(8 * (payload.count + found.description.write(alphabet: alphabet).count))
        #expect(abs(bits - found.bits) <= Double(32 * states) + 0.001 * bits)
      }
    }
  }

  @Test func aDrawnLayerComesWithinHalfAPercentOfItsEntropy() {
    var numbers = TestNumbers(42)
    let count = 1_000_000
    let kept = LayerSamples.random(count, share: 23, &numbers)
    let population = kept.population
    let geometry = LayerGeometry(rows: 1000, columns: 1000)
    var flags = [UInt16](repeating: 0, count: count)
    for index in 0..<count where kept[index] { flags[index] = 1 }
    let limit = orderZeroEntropy(of: flags, alphabet: 2) / 8 * 1.005
    #expect(Double(RansGaps().encode([kept], geometry: geometry).byteCount) < limit)
    #expect(Double(RansBitmap().encode([kept], geometry: geometry).byteCount) < limit)
    let codes = numbers.symbols(count: population, alphabet: 32, step: 3)
    let coded = RansCodes().encode(
      [LayerChunk(kept: kept, codes: codes)], alphabet: 32, geometry: geometry)
    #expect(Double(coded.byteCount) < orderZeroEntropy(of: codes, alphabet: 32) / 8 * 1.005)
  }
}
