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
    let end = BinaryEnd(low: low, range: range)
    if end.number < low { propagateCarry() }
    for index in 0..<end.count {
      bytes.append(UInt8(truncatingIfNeeded: end.number >> UInt64(56 - 8 * index)))
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

  /// Whether the bytes end as the encoder would have ended.
  package var isAtEnd: Bool {
    let shifted = next - 8
    guard source.count >= shifted, source.count <= shifted + 4, value < range else { return false }
    var number: UInt64 = 0
    for index in shifted..<source.count {
      number |= UInt64(source[index]) << UInt64(56 - 8 * (index - shifted))
    }
    return BinaryEnd(low: number &- value, range: range)
      == BinaryEnd(
        count: source.count - shifted, number: number)
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

/// The last bytes: the fewest that name a number of the last interval.
private struct BinaryEnd: Equatable {
  /// Bytes, 0 to 4.
  var count: Int
  /// The number they name at the high end of 64 bits; below the interval's low end if it carries.
  var number: UInt64

  init(count: Int, number: UInt64) {
    self.count = count
    self.number = number
  }

  init(low: UInt64, range: UInt64) {
    count = 0
    number = 0
    // The lowest number from the low end on of which only so many bytes are not zero. Four always
    // suffice, as a range has more than 32 bits.
    while number &- low >= range {
      count += 1
      let mask = UInt64.max >> UInt64(8 * count)
      number = (low &+ mask) & ~mask
    }
  }
}
