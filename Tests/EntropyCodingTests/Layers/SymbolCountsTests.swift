import Bytes
import EntropyCoding
import Testing

@Suite struct SymbolCountsTests {
  @Test func alphabetsAreBounded() {
    for alphabet in [-1, 0, 65537] {
      var reader = ByteReader([0xC0])
      #expect(throws: FormatError.self) {
        try RansCodes().readTable(
          &reader, alphabet: alphabet, geometry: LayerGeometry(rows: 1, columns: 1))
      }
    }
  }
}
