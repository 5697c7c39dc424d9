import Crypto

/// Computes a SHA-256 digest of values that come one after the other.
///
/// Arrays and buffers count as their bytes alone, so cutting them differently gives the same digest;
/// where that would confuse two states, their count is to be added before them.
public struct DigestBuilder: Sendable {
  private var hash = SHA256()

  /// Starts with nothing.
  public init() {}

  /// Adds bytes, without their number.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    hash.update(bufferPointer: bytes)
  }

  /// Adds bytes, without their number.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// Adds the number of UTF-8 bytes of a text (eight bytes, little-endian), then those bytes.
  public mutating func update(_ text: String) {
    let bytes = Array(text.utf8)
    update(UInt64(bytes.count))
    update(bytes)
  }

  /// Adds a number as eight bytes, little-endian.
  public mutating func update(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { hash.update(bufferPointer: $0) }
  }

  /// Adds the bits of float32 numbers as four bytes each, little-endian, without their number.
  public mutating func update(_ values: [Float]) {
    #if _endian(little)
      values.withUnsafeBytes { hash.update(bufferPointer: $0) }
    #else
      for value in values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { hash.update(bufferPointer: $0) }
      }
    #endif
  }

  /// The digest of everything that was added.
  public func finalize() -> Digest {
    Digest(checked: Array(hash.finalize()))
  }
}
