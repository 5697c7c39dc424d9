import Bytes
import Testing

@Suite struct BitReaderTests {
  @Test func everyWidthAtEveryPositionEqualsBitsOneByOne() throws {
    let bytes: [UInt8] = [0xA5, 0xC3, 0xF0, 0x0D, 0x12, 0x9B]
    let bits = bytes.flatMap { byte in (0..<8).map { UInt32(byte >> (7 - $0) & 1) } }
    for start in 0..<9 {
      for width in 0...32 {
        var reader = BitReader(bytes)
        _ = try reader.read(bits: start)
        let expected = bits[start..<start + width].reduce(UInt32(0)) { $0 << 1 | $1 }
        #expect(try reader.read(bits: width) == expected)
        #expect(reader.remaining == 48 - start - width)
        #expect(reader.byteOffset == (start + width) / 8)
      }
    }
  }

  @Test func readingPastTheEndIsAnErrorAndDoesNotMove() throws {
    var reader = BitReader([0xFF, 0x80])
    #expect(try reader.read(bits: 9) == 0x1FF)
    #expect(
      throws: FormatError(
        offset: 1, message: "the data ends too early: 8 bits are needed, 7 are left")
    ) { try reader.read(bits: 8) }
    #expect(reader.remaining == 7)
    try reader.expectEnd("the test")
    #expect(try reader.read(bits: 0) == 0)
    #expect(throws: FormatError.self) { try reader.read(bits: 1) }
  }

  @Test func itStaysWithinASubreaderAndCountsFromTheBeginningOfTheFile() throws {
    var file = ByteReader([0xFF, 0xFF, 0x0F, 0xFF])
    _ = try file.readUInt16()
    var reader = BitReader(try file.subreader(count: 1))
    #expect(reader.remaining == 8)
    #expect(try reader.read(bits: 6) == 3)
    let error = #expect(throws: FormatError.self) { try reader.read(bits: 3) }
    #expect(error?.offset == 2)
  }

  @Test func bitsAreSkippedAsFarAsThereAreAny() throws {
    var reader = BitReader([0, 0, 0, 0, 0, 0b0001_0000])
    try reader.skip(bits: 43)
    try reader.skip(bits: 0)
    #expect(try reader.read(bits: 1) == 1)
    #expect(throws: FormatError.self) { try reader.skip(bits: 5) }
    #expect(throws: FormatError.self) { try reader.skip(bits: .max) }
    #expect(reader.remaining == 4)
    try reader.skip(bits: 4)
    #expect(reader.remaining == 0)
  }

  @Test func paddingMustBeZero() throws {
    for used in 1...7 {
      for bit in 0..<8 {
        var reader = BitReader([UInt8(1) << bit])
        _ = try reader.read(bits: used)
        if bit < 8 - used {
          #expect(
            throws: FormatError(
              offset: 0, message: "the padding bits after the test are not zero")
          ) { try reader.skipPadding("the test") }
        } else {
          try reader.skipPadding("the test")
          #expect(reader.remaining == 0)
        }
      }
    }
  }

  @Test func paddingIsLessThanAByte() throws {
    var reader = BitReader([0, 0])
    try reader.skipPadding("the test")
    #expect(reader.remaining == 16)
    #expect(throws: FormatError(offset: 0, message: "2 bytes too many after the test")) {
      try reader.expectEnd("the test")
    }
    _ = try reader.read(bits: 3)
    #expect(throws: FormatError(offset: 1, message: "1 bytes too many after the test")) {
      try reader.expectEnd("the test")
    }
  }
}
