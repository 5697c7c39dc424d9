import Bytes
import Testing

@Suite struct GzipTests {
  /// "dcsh dcsh dcsh dcsh dcsh" as `gzip -9` writes it.
  private let golden: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x49, 0x2E, 0xCE, 0x50,
    0x48, 0xC1, 0x24, 0x00, 0x35, 0x78, 0x1B, 0x59, 0x18, 0x00, 0x00, 0x00,
  ]
  private let contents = Array("dcsh dcsh dcsh dcsh dcsh".utf8)

  /// A member that holds bytes in stored blocks, built by hand.
  private func stored(_ bytes: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(bytes: Array(golden[..<10]))
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65535)
      rest = rest.dropFirst(block.count)
      writer.write(UInt8(rest.isEmpty ? 1 : 0))
      writer.write(UInt16(block.count))
      writer.write(~UInt16(block.count))
      writer.write(bytes: Array(block))
    } while !rest.isEmpty
    writer.write(crc32(bytes))
    writer.write(UInt32(bytes.count))
    return writer.bytes
  }

  @Test func aGoldenIsDecompressed() throws {
    #expect(try gunzip(golden, limit: 24) == contents)
  }

  @Test func severalMembersAreJoined() throws {
    #expect(try gunzip(golden + stored([7]) + golden, limit: 100) == contents + [7] + contents)
    #expect(try gunzip(stored([]), limit: 0).isEmpty)
    #expect(try gunzip(stored([]) + stored([5]), limit: 1) == [5])
  }

  @Test func contentsLargerThanTheChunkComeWhole() throws {
    for count in [65535, 65536, 65537, 131_072, 200_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
      #expect(try gunzip(stored(bytes), limit: count) == bytes)
    }
  }

  @Test func theLimitHolds() throws {
    let error = #expect(throws: FormatError.self) { try gunzip(golden, limit: 23) }
    #expect(error?.message == "the gzip data holds more than the 23 bytes expected here")
    #expect(throws: FormatError.self) { try gunzip(golden + golden, limit: 47) }
    #expect(throws: FormatError.self) { try gunzip(golden, limit: 0) }
    #expect(throws: FormatError.self) { try gunzip(golden, limit: -1) }
    #expect(throws: FormatError.self) { try gunzip(stored([]), limit: .min) }
  }

  @Test func everyTruncationIsAnError() throws {
    for count in 0..<golden.count {
      let error = #expect(throws: FormatError.self) {
        try gunzip(Array(golden[..<count]), limit: 100)
      }
      #expect(try #require(error).message == "the gzip data ends too early")
      #expect(error?.offset == count)
      // After a whole member, a part of one is as wrong.
      if count > 0 {
        #expect(throws: FormatError.self) {
          try gunzip(golden + Array(golden[..<count]), limit: 100)
        }
      }
    }
  }

  @Test func noFlippedBitGivesOtherContents() {
    for bit in 0..<golden.count * 8 {
      var damaged = golden
      damaged[bit / 8] ^= 1 << (bit % 8)
      if let bytes = try? gunzip(damaged, limit: 1000) { #expect(bytes == contents) }
    }
  }

  @Test func otherThingsAreRefused() {
    #expect(throws: FormatError.self) { try gunzip([], limit: 10) }
    #expect(throws: FormatError.self) { try gunzip(contents, limit: 10) }
    #expect(throws: FormatError.self) { try gunzip(golden + [0], limit: 100) }
    #expect(throws: FormatError.self) { try gunzip(golden + [1, 2, 3], limit: 100) }
  }
}
