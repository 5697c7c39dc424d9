import Bytes
import EntropyCoding
import Testing

@Suite struct RansDecoderTests {
  @Test func statesBelowTheLeastAreRefused() throws {
    let geometry = LayerGeometry(rows: 1, columns: 8)
    var table = ByteReader([0x0B, 0x38])
    let decoder = try RansCodes().readTable(&table, alphabet: 4, geometry: geometry)
    #expect(throws: FormatError.self) { try decoder.codes([0xFF, 0xFF, 0, 0, 0, 4], count: 8) }
    #expect(try decoder.codes([0x12, 0, 1, 0, 0, 4], count: 8) == [0, 1, 0, 0, 2, 0, 1, 0])
    #expect(throws: FormatError.self) { try decoder.codes([0x12, 0, 1, 0, 0, 4], count: 7) }
  }
}
