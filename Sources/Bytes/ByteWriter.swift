/// Writes little-endian fields to bytes in memory; the counterpart of `ByteReader`.
public struct ByteWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// Creates an empty writer.
  public init() {}

  /// The number of bytes that were written so far.
  public var count: Int { bytes.count }

  /// Makes room for bytes that are known to come, so that none is moved later.
  ///
  /// - Parameter count: number of all bytes, those that were written included.
  public mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  private mutating func writeInteger<T: FixedWidthInteger>(_ value: T) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes one byte.
  public mutating func write(_ value: UInt8) { bytes.append(value) }

  /// Writes two bytes, little-endian.
  public mutating func write(_ value: UInt16) { writeInteger(value) }

  /// Writes four bytes, little-endian.
  public mutating func write(_ value: UInt32) { writeInteger(value) }

  /// Writes eight bytes, little-endian.
  public mutating func write(_ value: UInt64) { writeInteger(value) }

  /// Writes a float32, little-endian, bit by bit as it is.
  public mutating func write(_ value: Float) { writeInteger(value.bitPattern) }

  /// Writes several float32, little-endian, bit by bit as they are.
  public mutating func write(floats: [Float]) {
    #if _endian(little)
      floats.withUnsafeBytes { bytes.append(contentsOf: $0) }
    #else
      bytes.reserveCapacity(bytes.count + 4 * floats.count)
      for value in floats { writeInteger(value.bitPattern) }
    #endif
  }

  /// Writes a number of variable length, in its shortest form, as `ByteReader.readVarint` reads it.
  ///
  /// - Parameter value: the number, not negative.
  public mutating func writeVarint(_ value: Int) {
    precondition(value >= 0, "a varint has no sign")
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Writes bytes as they are.
  public mutating func write(bytes more: [UInt8]) { bytes.append(contentsOf: more) }

  /// Writes the UTF-8 bytes of a text, without their number.
  public mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
