import EntropyCoding
import Testing

@Suite struct BitWindowTests {
  @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 40])
  func bitsComeInOrderAtAnyStride(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 77) }
    let bits = bytes.flatMap { byte in (0..<8).map { UInt64(byte >> (7 - $0) & 1) } }
    for stride in [1, 3, 8, 11, 24, 47, 56] {
      bytes.withUnsafeBytes { buffer in
        var window = BitWindow(buffer)
        while true {
          window.refill()
          let start = window.position
          for bit in 0..<min(56, bits.count - start) {
            #expect(window.window >> UInt64(63 - bit) & 1 == bits[start + bit])
          }
          guard window.drop(stride) else {
            #expect(start + stride > bits.count)
            #expect(window.position == start)
            return
          }
          #expect(window.position == start + stride)
        }
      }
    }
  }

  @Test func zerosFollowTheEnd() {
    let bytes: [UInt8] = [0xFF, 0xFF]
    bytes.withUnsafeBytes { buffer in
      var window = BitWindow(UnsafeRawBufferPointer(rebasing: buffer[..<1]))
      window.refill()
      #expect(window.window == 0xFF << 56)
    }
  }
}
