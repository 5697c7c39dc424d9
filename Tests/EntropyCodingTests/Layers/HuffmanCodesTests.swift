import Bytes
import EntropyCoding
import Testing

@Suite struct HuffmanCodesTests {
  @Test func theTableIsThatOfTheSymbolCoder() {
    var numbers = TestNumbers(81)
    let codes = numbers.symbols(count: 500, alphabet: 32, step: 2)
    let stream = Huffman().encode(codes, alphabet: 32)
    let coded = HuffmanCodes().encode(
      [LayerChunk(kept: nil, codes: codes)], alphabet: 32,
      geometry: LayerGeometry(rows: 1, columns: 500))
    #expect(coded == CodedChunks(table: stream.table, payloads: [stream.payload]))
  }
}
