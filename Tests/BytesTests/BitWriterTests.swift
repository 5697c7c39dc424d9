import Bytes
import Testing

@Suite struct BitWriterTests {
  @Test func theHighestBitComesFirst() {
    var writer = BitWriter()
    writer.write(1, bits: 1)
    writer.write(0b0110, bits: 4)
    #expect(writer.bitCount == 5)
    writer.write(0b11_0000_1111, bits: 10)
    #expect(writer.bitCount == 15)
    #expect(writer.finish() == [0b1011_0110, 0b0001_1110])
  }

  @Test func bitsAboveTheWidthAreIgnored() {
    var writer = BitWriter()
    writer.write(0xFFFF_FFFF, bits: 3)
    writer.write(0xFFFF_FFFF, bits: 0)
    #expect(writer.bitCount == 3)
    #expect(writer.finish() == [0b1110_0000])
  }

  @Test func nothingGivesNothing() {
    #expect(BitWriter().finish().isEmpty)
  }

  @Test func everyWidthAtEveryPositionEqualsBitsOneByOne() {
    for start in 0..<9 {
      for width in 0...32 {
        let value: UInt32 = 0xA5C3_F00D
        var fast = BitWriter()
        var slow: [Bool] = Array(repeating: false, count: start)
        for _ in 0..<start { fast.write(0, bits: 1) }
        fast.write(value, bits: width)
        for bit in (0..<width).reversed() { slow.append(value >> UInt32(bit) & 1 == 1) }
        fast.write(1, bits: 1)
        slow.append(true)
        var bytes = [UInt8](repeating: 0, count: (slow.count + 7) / 8)
        for (index, bit) in slow.enumerated() where bit { bytes[index / 8] |= 0x80 >> (index % 8) }
        #expect(fast.finish() == bytes)
      }
    }
  }
}
