import CLZMA

/// The exact size of the file that `xz -9` makes of bytes, as a yardstick for other coders.
///
/// It compresses in one thread with the preset 9 and a CRC-64, and throws the result away. The
/// encoder takes up to 674 MiB of memory, most of it untouched when the bytes are few.
///
/// - Parameter bytes: any number of bytes.
/// - Returns: the size in bytes; `nil` if the encoder cannot get its memory.
public func xzSize(of bytes: UnsafeRawBufferPointer) -> Int? {
  var stream = lzma_stream()
  guard lzma_easy_encoder(&stream, 9, LZMA_CHECK_CRC64) == LZMA_OK else { return nil }
  defer { lzma_end(&stream) }
  stream.next_in = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
  stream.avail_in = bytes.count
  return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { scratch in
    while true {
      stream.next_out = scratch.baseAddress
      stream.avail_out = scratch.count
      switch lzma_code(&stream, LZMA_FINISH) {
      case LZMA_OK: continue
      case LZMA_STREAM_END: return Int(stream.total_out)
      default: return nil
      }
    }
  }
}

/// The exact size of the file that `xz -9` makes of bytes, as a yardstick for other coders.
///
/// - Parameter bytes: any number of bytes.
/// - Returns: the size in bytes; `nil` if the encoder cannot get its memory.
public func xzSize(of bytes: [UInt8]) -> Int? { bytes.withUnsafeBytes { xzSize(of: $0) } }
