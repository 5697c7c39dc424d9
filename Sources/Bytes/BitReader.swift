/// Reads numbers of any width from bytes, the highest bit of each first; never past the end.
public struct BitReader: Sendable {
  @usableFromInline let bytes: [UInt8]
  /// The next bit, counted from the beginning of the original array.
  @usableFromInline var position: Int
  /// The first bit that may not be read any more.
  @usableFromInline let end: Int

  /// Creates a reader of a whole array.
  ///
  /// - Parameter bytes: the bytes to read.
  public init(_ bytes: [UInt8]) { self.init(ByteReader(bytes)) }

  /// Creates a reader of the bytes that a byte reader has left; errors carry its offsets.
  ///
  /// - Parameter reader: it is not moved; `byteOffset` tells how far to go on there.
  public init(_ reader: ByteReader) {
    bytes = reader.bytes
    position = reader.offset * 8
    end = reader.end * 8
  }

  /// The number of bits that are left.
  @inlinable public var remaining: Int { end - position }

  /// The byte in which the next bit lies, counted from the beginning of the original array.
  @inlinable public var byteOffset: Int { position >> 3 }

  /// Reads a number.
  ///
  /// - Parameter bits: its width, 0 to 32.
  /// - Throws: `FormatError` if fewer bits are left.
  @inlinable
  public mutating func read(bits: Int) throws(FormatError) -> UInt32 {
    precondition((0...32).contains(bits), "a field has 0 to 32 bits")
    guard bits <= remaining else {
      throw FormatError(
        offset: byteOffset,
        message: "the data ends too early: \(bits) bits are needed, \(remaining) are left")
    }
    var value: UInt64 = 0
    let first = position >> 3
    let last = (position &+ bits &+ 7) >> 3
    for index in first..<last { value = value << 8 | UInt64(bytes[index]) }
    position += bits
    let unused = UInt64(last &* 8 &- position)
    return UInt32(truncatingIfNeeded: value >> unused & (1 << UInt64(bits) &- 1))
  }

  /// Leaves bits out.
  ///
  /// - Parameter bits: how many, not negative.
  /// - Throws: `FormatError` if fewer bits are left.
  public mutating func skip(bits: Int) throws(FormatError) {
    precondition(bits >= 0, "a reader does not go back")
    guard bits <= remaining else {
      throw FormatError(
        offset: byteOffset,
        message: "the data ends too early: \(bits) bits are needed, \(remaining) are left")
    }
    position += bits
  }

  /// Goes on to the next whole byte and checks that the bits between are zero.
  ///
  /// - Parameter what: what should have ended, in the words of an error: "the code table".
  /// - Throws: `FormatError` if one of them is set.
  public mutating func skipPadding(_ what: String) throws(FormatError) {
    guard try read(bits: -position & 7) == 0 else {
      throw FormatError(
        offset: byteOffset - 1, message: "the padding bits after \(what) are not zero")
    }
  }

  /// Checks that nothing is left but zero bits that fill the last byte.
  ///
  /// - Parameter what: what should have ended, in the words of an error: "the codes".
  /// - Throws: `FormatError` if a whole byte is left, or a bit of the last one is set.
  public mutating func expectEnd(_ what: String) throws(FormatError) {
    try skipPadding(what)
    guard remaining == 0 else {
      throw FormatError(
        offset: byteOffset, message: "\(remaining / 8) bytes too many after \(what)")
    }
  }
}
