import Bytes
import EntropyCoding
import Testing

@Suite struct HuffmanEncoderTests {
  @Test func withoutSymbolsThereIsACodeOfOne() {
    let coder = HuffmanCodes()
    let none = LayerChunk(kept: nil, codes: [])
    let coded = coder.encode([none], alphabet: 4, geometry: LayerGeometry(rows: 0, columns: 0))
    #expect(coded.table.count == 1)
    #expect(coded.payloads == [[]])
  }
}
