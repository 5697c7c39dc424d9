import Bytes
import EntropyCoding
import Testing

@Suite struct HuffmanPositionsTests {
  @Test func gapsPastTheEndAreRefused() throws {
    let geometry = LayerGeometry(rows: 1, columns: 4)
    var table = ByteReader([0x01, 0x00])
    let decoder = try HuffmanPositions().readTable(&table, geometry: geometry)
    #expect(throws: FormatError.self) { try decoder.kept([5, 0x08], rows: 1, count: 4) }
    #expect(try decoder.kept([4, 0x10], rows: 1, count: 4).words == [8])
  }
}
