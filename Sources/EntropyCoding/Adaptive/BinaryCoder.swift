/// One direction of a range coder for bits: models are written once and run in both.
package protocol BinaryCoder {
  /// Whether it has read more bytes than there are; what it gave since means nothing.
  var isOverrun: Bool { get }

  /// Writes a bit, or reads one.
  ///
  /// - Parameters:
  ///   - bit: the bit to write, 0 or 1; ignored where bits are read.
  ///   - probability: that it is a one, in 65,536ths: 1 to 65,535.
  /// - Returns: the bit that was written or read.
  mutating func code(_ bit: Int, _ probability: Int) -> Int
}

/// A range coder with 64-bit numbers that writes 32 bits at a time (G. N. N. Martin, "Range encoding",
/// 1979), with carries.
package struct BinaryEncoder: BinaryCoder {
  package var isOverrun: Bool { false }

  private var low: UInt64 = 0
  private var range: UInt64 = .max
  private var bytes: [UInt8] = []

  /// Creates an encoder that has written nothing.
  package init() {}

  @inline(__always)
  package mutating func code(_ bit: Int, _ probability: Int) -> Int {
    let bound = (range &>> 16) &* UInt64(truncatingIfNeeded: probability)
    if bit != 0 {
      range = bound
    } else {
      let (sum, carry) = low.addingReportingOverflow(bound)
      low = sum
      range &-= bound
      if carry { propagateCarry() }
    }
    if range < 1 << 32 { shift() }
    return bit
  }

  @inline(never)
  private mutating func shift() {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: low >> 32).bigEndian) {
      bytes.append(contentsOf: $0)
    }
    low <<= 32
    range <<= 32
  }

  /// There is always a byte that takes it: all numbers are below 1.
  private mutating func propagateCarry() {
    var index = bytes.count - 1
    while index >= 0 {
      bytes[index] &+= 1
      if bytes[index] != 0 { return }
      index -= 1
    }
  }

  /// Ends with the fewest bytes that name a number of the last interval.
  ///
  /// - Returns: all bytes.
  package consuming func finish() -> [UInt8] {
    for count in 0...4 {
      // The lowest number of the interval's end, or above, of which only `count` bytes are not zero.
      let mask: UInt64 = count == 0 ? .max : .max >> UInt64(8 * count)
      let (sum, carry) = low.addingReportingOverflow(mask)
      let number = sum & ~mask
      guard number &- low < range else { continue }
      if carry { propagateCarry() }
      for index in 0..<count {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * index)))
      }
      break
    }
    return bytes
  }
}

/// The way back. Zeros follow the last byte, but no more than the encoder leaves out.
///
/// It keeps a pointer: it must not outlive the buffer.
package struct BinaryDecoder: BinaryCoder {

  /// The number that the bytes name, less the low end of the interval; always below `range`, but for
  /// bytes that no encoder writes.
  private var value: UInt64 = 0
  private var range: UInt64 = .max
  /// The next byte to take up.
  private var next = 0
  private let source: UnsafeRawBufferPointer

  /// Creates a decoder at the beginning of a buffer.
  package init(_ source: UnsafeRawBufferPointer) {
    self.source = source
    value = UInt64(takeWord()) << 32
    value |= UInt64(takeWord())
  }

  package var isOverrun: Bool { next > source.count + 8 }

  /// Whether the bytes end where the encoder would have ended.
  package var isAtEnd: Bool {
    let shifted = next - 8
    guard source.count >= shifted, source.count <= shifted + 4, value < range else { return false }
    return source.count == shifted || source[source.count - 1] != 0
  }

  @inline(__always)
  package mutating func code(_ bit: Int, _ probability: Int) -> Int {
    let bound = (range &>> 16) &* UInt64(truncatingIfNeeded: probability)
    let read: Int
    if value < bound {
      range = bound
      read = 1
    } else {
      value &-= bound
      range &-= bound
      read = 0
    }
    if range < 1 << 32 {
      range <<= 32
      value = value &<< 32 | UInt64(takeWord())
    }
    return read
  }

  @inline(__always)
  private mutating func takeWord() -> UInt32 {
    defer { next &+= 4 }
    if next &+ 4 <= source.count {
      return UInt32(bigEndian: source.loadUnaligned(fromByteOffset: next, as: UInt32.self))
    }
    return lastWord()
  }

  @inline(never)
  private func lastWord() -> UInt32 {
    var word: UInt32 = 0
    for index in next..<next + 4 {
      word = word << 8 | (index < source.count ? UInt32(source[index]) : 0)
    }
    return word
  }
}
