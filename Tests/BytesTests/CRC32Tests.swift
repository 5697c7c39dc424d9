import Bytes
import Testing

@Suite struct CRC32Tests {
  /// The definition, bit by bit: polynomial 0xEDB88320, reflected.
  private func reference(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }

  @Test func knownValues() {
    #expect(crc32([UInt8]()) == 0)
    #expect(crc32(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  @Test(arguments: [1, 2, 3, 7, 8, 63, 64, 65, 1000])
  func equalsTheDefinition(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }
    #expect(crc32(bytes) == reference(bytes))
    #expect(crc32(bytes[1...]) == reference(Array(bytes[1...])))
    #expect(bytes.withUnsafeBytes { crc32($0) } == reference(bytes))
  }
}
