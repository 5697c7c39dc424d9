import Compression
import Testing

@Suite struct EncodingOptionsTests {
  @Test func everythingIsKeptUnlessOneSaysOtherwise() {
    var options = EncodingOptions()
    #expect(options.coder == .best && options.isLossless && options.provenance == nil)
    options.codebooks = .float16
    #expect(!options.isLossless)
    options = EncodingOptions(parameters: .eightBits)
    #expect(!options.isLossless)
  }
}
