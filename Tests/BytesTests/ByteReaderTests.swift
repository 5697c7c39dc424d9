import Bytes
import Testing

@Suite struct ByteReaderTests {
  @Test func readsEveryKindOfField() throws {
    var reader = ByteReader([
      0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 1, 2, 3, 4, 5, 6, 7, 0x80,
      0x00, 0x00, 0x08, 0x03, 0x00, 0x00, 0x80, 0xBF, 0xC3, 0xA9, 9,
    ])
    #expect(try reader.readUInt8() == 1)
    #expect(try reader.readUInt16() == 0x0302)
    #expect(try reader.readUInt32() == 0x0706_0504)
    #expect(try reader.readUInt64() == 0x8007_0605_0403_0201)
    #expect(try reader.readBigEndianUInt32() == 0x803)
    #expect(try reader.readFloat32() == -1)
    #expect(try reader.readString(count: 2) == "é")
    #expect(reader.offset == 25)
    #expect(reader.remaining == 1)
    #expect(!reader.isAtEnd)
    #expect(try reader.readBytes(count: 1) == [9])
    #expect(reader.isAtEnd)
    try reader.expectEnd("the test")
  }

  @Test func aFailedReadNamesThePlaceAndDoesNotMove() {
    var reader = ByteReader([1, 2, 3])
    #expect(throws: Never.self) { try reader.readUInt8() }
    #expect(
      throws: FormatError(
        offset: 1,
        message: "the data ends too early: a 32-bit number needs 4 bytes, 2 are left")
    ) { try reader.readUInt32() }
    #expect(reader.offset == 1)
    #expect(throws: FormatError.self) { try reader.readUInt64() }
    #expect(throws: FormatError.self) { try reader.readBigEndianUInt32() }
    #expect(throws: FormatError.self) { try reader.readFloat32() }
    #expect(throws: FormatError.self) { try reader.readString(count: 3) }
    #expect(throws: FormatError.self) { try reader.subreader(count: 3) }
    #expect(throws: FormatError(offset: 1, message: "2 bytes too many after the test")) {
      try reader.expectEnd("the test")
    }
    #expect(reader.offset == 1)
    #expect(throws: Never.self) { try reader.readUInt16() }
    #expect(throws: FormatError.self) { try reader.readUInt8() }
    #expect(throws: FormatError.self) { try reader.readUInt16() }
  }

  @Test(arguments: [4, -1, .max, .min, Int.max / 4 + 1])
  func countsBeyondTheEndAreRefused(count: Int) {
    var reader = ByteReader([1, 2, 3])
    #expect(throws: FormatError.self) { try reader.readBytes(count: count) }
    #expect(throws: FormatError.self) { try reader.readString(count: count) }
    #expect(throws: FormatError.self) { try reader.readFloats(count: count) }
    #expect(throws: FormatError.self) { try reader.subreader(count: count) }
    #expect(reader.offset == 0)
  }

  @Test func floatsKeepTheirBits() throws {
    let bits: [UInt32] = [0, 0x8000_0000, 0x7FC0_0001, 0x7F80_0001, 0x3F80_0000, 0x0000_0001]
    var writer = ByteWriter()
    writer.write(UInt8(7))
    for value in bits { writer.write(value) }
    var reader = ByteReader(writer.bytes)
    _ = try reader.readUInt8()
    #expect(try reader.readFloats(count: bits.count).map(\.bitPattern) == bits)
    #expect(try reader.readFloats(count: 0).isEmpty)
    #expect(reader.isAtEnd)
  }

  @Test(
    arguments: [
      ([0], 0), ([0x7F], 127), ([0x80, 0x01], 128), ([0xFF, 0x7F], 16383),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], Int.max),
    ] as [([UInt8], Int)])
  func varintsAreRead(bytes: [UInt8], value: Int) throws {
    var reader = ByteReader(bytes)
    #expect(try reader.readVarint(limit: .max, "layers") == value)
    #expect(reader.isAtEnd)
    reader = ByteReader(bytes)
    #expect(try reader.readVarint(limit: value, "layers") == value)
    reader = ByteReader(bytes)
    #expect(
      throws: FormatError(
        offset: 0,
        message: "the number of layers is \(value), above its limit of \(value - 1)")
    ) { try reader.readVarint(limit: value - 1, "layers") }
  }

  @Test(
    arguments: [
      ([], "ends too early"), ([0x80], "ends too early"), ([0xFF, 0xFF], "ends too early"),
      ([0x80, 0x00], "overlong"), ([0xFF, 0x80, 0x00], "overlong"),
      ([UInt8](repeating: 0xFF, count: 9) + [0x01], "63 bits"),
      ([UInt8](repeating: 0x80, count: 40), "63 bits"),
    ] as [([UInt8], String)])
  func badVarintsAreRefused(bytes: [UInt8], cause: String) throws {
    var reader = ByteReader(bytes)
    let error = #expect(throws: FormatError.self) {
      try reader.readVarint(limit: .max, "layers")
    }
    #expect(try #require(error).message.contains(cause))
  }

  @Test(arguments: [[0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]])
  func textThatIsNotUTF8IsRefused(bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    #expect(throws: FormatError(offset: 0, message: "a text is not valid UTF-8")) {
      try reader.readString(count: bytes.count)
    }
  }

  @Test func aSubreaderIsBoundedAndCountsFromTheBeginningOfTheFile() throws {
    var reader = ByteReader([1, 2, 3, 4, 5])
    _ = try reader.readUInt8()
    var inner = try reader.subreader(count: 3)
    #expect(reader.offset == 4)
    #expect(inner.remaining == 3)
    #expect(inner.withRemainingBytes { Array($0) } == [2, 3, 4])
    #expect(try inner.readUInt16() == 0x0302)
    let error = #expect(throws: FormatError.self) { try inner.readUInt16() }
    #expect(error?.offset == 3)
    #expect(inner.withRemainingBytes { Array($0) } == [4])
    #expect(try reader.readUInt8() == 5)
    #expect(reader.withRemainingBytes { $0.count } == 0)
  }
}
