import Bytes
import Testing

@Suite struct ByteWriterTests {
  @Test func fieldsAreLittleEndian() {
    var writer = ByteWriter()
    #expect(writer.bytes.isEmpty)
    writer.write(UInt8(1))
    writer.write(UInt16(0x0302))
    writer.write(UInt32(0x0706_0504))
    writer.write(UInt64(0x8007_0605_0403_0201))
    writer.write(Float(-1))
    writer.write("é")
    writer.write(bytes: [8, 9])
    writer.write(floats: [1, -0.0])
    #expect(
      writer.bytes == [
        1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7, 0x80, 0, 0, 0x80, 0xBF, 0xC3, 0xA9, 8, 9,
        0, 0, 0x80, 0x3F, 0, 0, 0, 0x80,
      ])
    #expect(writer.count == writer.bytes.count)
  }

  @Test func varintsComeBackAndAreShortest() throws {
    for shift in 0..<63 {
      for value in [1 << shift - 1, 1 << shift, 1 << shift + 1] where value >= 0 {
        var writer = ByteWriter()
        writer.writeVarint(value)
        #expect(writer.count == max(1, (Int.bitWidth - value.leadingZeroBitCount + 6) / 7))
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readVarint(limit: .max, "things") == value)
        #expect(reader.isAtEnd)
      }
    }
  }
}
