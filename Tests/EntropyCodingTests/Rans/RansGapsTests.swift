import Bytes
import EntropyCoding
import Testing

@Suite struct RansGapsTests {
  @Test func nothingAndEverythingCostATable() {
    let geometry = LayerGeometry(rows: 1, columns: 700)
    let none = KeptBits(count: 700)
    let all = KeptBits(count: 700, words: Array(repeating: .max, count: 11))
    for kept in [none, all] {
      let coded = RansGaps().encode([kept], geometry: geometry)
      #expect(coded.table.count == 2)
      #expect(coded.payloads == [[]])
    }
  }
}
