/// Writes numbers of any width to bytes, the highest bit of each first.
public struct BitWriter: Sendable {
  @usableFromInline var bytes: [UInt8] = []
  /// Bits that do not fill a byte yet, in the low end.
  @usableFromInline var pending: UInt64 = 0
  @usableFromInline var pendingBits = 0

  /// Creates an empty writer.
  public init() {}

  /// The number of bits that were written so far.
  @inlinable public var bitCount: Int { bytes.count * 8 + pendingBits }

  /// Writes the low bits of a number.
  ///
  /// - Parameters:
  ///   - value: the number; bits above the width are ignored.
  ///   - bits: the width, 0 to 32.
  @inlinable
  public mutating func write(_ value: UInt32, bits: Int) {
    precondition((0...32).contains(bits), "a field has 0 to 32 bits")
    pending = pending << UInt64(bits) | UInt64(value) & (1 << UInt64(bits) &- 1)
    pendingBits += bits
    while pendingBits >= 8 {
      pendingBits &-= 8
      bytes.append(UInt8(truncatingIfNeeded: pending >> UInt64(pendingBits)))
    }
  }

  /// Fills the last byte with zero bits.
  ///
  /// - Returns: all bytes.
  public consuming func finish() -> [UInt8] {
    if pendingBits > 0 { write(0, bits: 8 - pendingBits) }
    return bytes
  }
}
