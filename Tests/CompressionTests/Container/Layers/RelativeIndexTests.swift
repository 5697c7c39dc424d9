import Compression
import Tensors
import Testing

@Suite struct RelativeIndexTests {
  private func withFillers(_ positions: [Int32], bits: Int) -> [(symbol: Int, member: Int?)] {
    var entries: [(symbol: Int, member: Int?)] = []
    RelativeIndex.withFillers(positions, bits: bits) { entries.append((Int($0), $1)) }
    return entries
  }

  /// Back to positions, as FORMAT.md says.
  private func positionsWithFillers(_ entries: [(symbol: Int, member: Int?)]) -> [Int32] {
    var position = -1
    var result: [Int32] = []
    for entry in entries {
      position += entry.symbol + 1
      if entry.member != nil { result.append(Int32(position)) }
    }
    return result
  }

  private func positionsWithSkips(_ symbols: [UInt16], bits: Int) -> [Int32] {
    var position = 0
    var result: [Int32] = []
    for symbol in symbols {
      position += Int(symbol)
      if symbol == (1 << bits) - 1 { continue }
      result.append(Int32(position))
      position += 1
    }
    return result
  }

  /// Every set of positions below 12, and every width that makes a difference.
  @Test func allSmallSets() {
    for set in 0..<1 << 12 {
      let positions = (0..<12).filter { set >> $0 & 1 == 1 }.map { Int32($0) }
      for bits in 1...4 {
        let entries = withFillers(positions, bits: bits)
        let skips = RelativeIndex.withSkips(positions, bits: bits)
        let largest = (1 << bits) - 1
        let isRight =
          positionsWithFillers(entries) == positions
          && positionsWithSkips(skips, bits: bits) == positions
          && entries.compactMap(\.member) == Array(positions.indices)
          && entries.allSatisfy {
            $0.symbol <= largest && ($0.member != nil || $0.symbol == largest)
          }
          && skips.allSatisfy { $0 <= largest }
          // No more entries than weights, which readers insist on, and no filler at the end.
          && entries.count <= 12 && skips.count <= 12
          && (entries.last.map { $0.member != nil } ?? true)
        if !isRight { Issue.record("\(positions) in \(bits) bits") }
      }
    }
  }

  @Test func theExampleOfThePaper() {
    // Figure 2: positions 1, 4 and 15 with 3 bits take a filler 8 weights behind position 4.
    let entries = withFillers([1, 4, 15], bits: 3)
    #expect(entries.map(\.symbol) == [1, 2, 7, 2])
    #expect(entries.map(\.member) == [0, 1, nil, 2])
    #expect(RelativeIndex.withSkips([1, 4, 15], bits: 3) == [1, 2, 7, 3])
  }

  @Test func largeGaps() {
    for gap in [254, 255, 256, 257, 510, 511, 512, 100_000] {
      for bits in [1, 5, 8] {
        let positions: [Int32] = [0, Int32(gap), Int32(gap) + 1]
        #expect(positionsWithFillers(withFillers(positions, bits: bits)) == positions)
        let skips = RelativeIndex.withSkips(positions, bits: bits)
        #expect(positionsWithSkips(skips, bits: bits) == positions)
      }
    }
    #expect(withFillers([], bits: 3).isEmpty)
    #expect(RelativeIndex.withSkips([], bits: 3).isEmpty)
  }
}
