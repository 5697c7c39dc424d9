import Bytes
import EntropyCoding
import Testing

@Suite struct LayerChunkTests {
  @Test func bytesAreThoseOfTableAndPayloads() {
    #expect(CodedChunks(table: [1], payloads: [[2, 3], [], [4]]).byteCount == 4)
  }
}
