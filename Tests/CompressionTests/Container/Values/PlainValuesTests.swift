import Bytes
import Compression
import Testing

/// Values that are no numbers are refused, wherever a file has them.
@Suite struct PlainValuesTests {
  @Test func oddValuesAreToldWithTheirNumber() throws {
    let bytes = try CompressedModel(try TestModels.small()).encoded(.form(.best)).bytes
    var builder = try FileBuilder(parsing: bytes)
    let count = builder.sections[0].contents.count
    // The last two of the three biases of `ip2`.
    for index in [count - 1, count - 5] {
      builder.sections[0].contents[index] = 0x7F
      builder.sections[0].contents[index - 1] = 0x80
    }
    let file = try CompressedFile(builder.bytes)
    do {
      _ = try file.decompressedModel()
      Issue.record("infinite biases are read")
    } catch {
      #expect(error.message.hasPrefix("ip2.bias: ") && error.message.hasSuffix("NaN or infinite"))
    }
    // The others are there.
    #expect(try file.parameter("ip1.bias") != nil)
    #expect(throws: FormatError.self) { try file.parameter("ip2.bias") }
  }
}
