import Bytes
import EntropyCoding
import Testing

@Suite struct RansCodesTests {
  @Test func oneCodeLeavesNoPayload() {
    let chunk = LayerChunk(kept: nil, codes: [3, 3, 3])
    let coded = RansCodes().encode(
      [chunk], alphabet: 4, geometry: LayerGeometry(rows: 1, columns: 3))
    #expect(coded == CodedChunks(table: [0xF0], payloads: [[]]))
  }
}
