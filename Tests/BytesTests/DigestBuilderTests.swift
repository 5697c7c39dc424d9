import Bytes
import Testing

@Suite struct DigestBuilderTests {
  private func digest(_ fill: (inout DigestBuilder) -> Void) -> Digest {
    var builder = DigestBuilder()
    fill(&builder)
    return builder.finalize()
  }

  @Test func partsGiveTheDigestOfTheWhole() {
    var builder = DigestBuilder()
    builder.update([UInt8]([1, 2]))
    builder.update([UInt8]())
    builder.update(UnsafeRawBufferPointer(start: nil, count: 0))
    let rest: [UInt8] = [3, 4, 5]
    rest.withUnsafeBytes { builder.update($0) }
    #expect(builder.finalize() == Digest(of: [1, 2, 3, 4, 5]))
  }

  @Test func numbersTextsAndFloatsAreTheirBytes() {
    #expect(digest { $0.update(UInt64(0x0102)) } == Digest(of: [2, 1, 0, 0, 0, 0, 0, 0]))
    #expect(
      digest { $0.update("é") } == Digest(of: [2, 0, 0, 0, 0, 0, 0, 0, 0xC3, 0xA9]))
    #expect(
      digest { $0.update([Float(1), -0.0]) } == Digest(of: [0, 0, 0x80, 0x3F, 0, 0, 0, 0x80]))
    #expect(digest { $0.update([Float]()) } == Digest(of: []))
  }

  @Test func textsDoNotRunTogether() {
    let apart = digest {
      $0.update("ab")
      $0.update("c")
    }
    let otherwise = digest {
      $0.update("a")
      $0.update("bc")
    }
    #expect(apart != otherwise)
  }

  @Test func aBuilderIsAValue() {
    var builder = DigestBuilder()
    builder.update([UInt8]([1]))
    var copy = builder
    copy.update([UInt8]([2]))
    #expect(builder.finalize() == Digest(of: [1]))
    #expect(copy.finalize() == Digest(of: [1, 2]))
    builder.update([UInt8]([3]))
    #expect(builder.finalize() == Digest(of: [1, 3]))
  }
}
