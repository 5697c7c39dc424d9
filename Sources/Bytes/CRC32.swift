import CZlib

/// The CRC-32 of bytes, as zlib and gzip compute it.
///
/// - Parameter bytes: any number of bytes.
public func crc32(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
  // zlib answers a null pointer with the start value, which is the checksum of nothing.
  let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
  return UInt32(truncatingIfNeeded: crc32_z(0, start, bytes.count))
}

/// The CRC-32 of bytes, as zlib and gzip compute it.
///
/// - Parameter bytes: any number of bytes.
public func crc32(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes { crc32($0) } }

/// The CRC-32 of bytes, as zlib and gzip compute it.
///
/// - Parameter bytes: any number of bytes.
public func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.withUnsafeBytes { crc32($0) } }
