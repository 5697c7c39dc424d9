import Bytes
import Compression
import Testing

/// What sections 1 and 5 share.
@Suite struct NetworkHeadTests {
  private func cause(_ kind: UInt8, _ contents: [UInt8]) -> String {
    do {
      _ = try CompressedFile(FileBuilder([.init(kind: kind, contents: contents)]).bytes)
      return "none"
    } catch {
      return error.message
    }
  }

  @Test(arguments: [1, 5] as [UInt8]) func bothRefuseTheSame(kind: UInt8) {
    #expect(cause(kind, [0, 0, 0]) == "none")
    #expect(cause(kind, []) != "none")
    #expect(cause(kind, [1]) != "none")
    #expect(cause(kind, [2, 0xC3, 0x28, 0, 0]) == "a text is not valid UTF-8")
    #expect(cause(kind, [0, 1, 0, 0]) == "a dimension of 0 is not possible")
    #expect(
      cause(kind, [0, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0])
        == "a shape has at most 8 dimensions, not 9")
    #expect(cause(kind, [0, 0, 1]).contains("above its limit of 0"))
    #expect(cause(kind, [0, 0] + FileBuilder.varint(1 << 40)).contains("above its limit"))
  }
}
