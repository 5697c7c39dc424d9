import Compression
import Testing

@Suite struct CompressionErrorTests {
  @Test func hasPlaceMessageAndRemedy() {
    let error = CompressionError("is too small", at: "ip1", remedy: "prune less")
    #expect(error.place == "ip1" && error.message == "is too small")
    #expect(error.remedy == "prune less")
    #expect(CompressionError("is too small") != error)
    #expect(CompressionError("a").place == nil && CompressionError("a").remedy == nil)
  }
}
