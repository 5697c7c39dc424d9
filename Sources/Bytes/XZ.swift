import CLZMA

/// The exact size of the file that `xz -9` makes of bytes, as a yardstick for other coders.
///
/// It compresses in one thread with the preset 9 and a CRC-64, and throws the result away. The
/// encoder takes up to 674 MiB of memory, most of it untouched when the bytes are few.
///
/// - Parameters:
///   - bytes: any number of bytes.
///   - isCancelled: asked after every 64 KiB, which take some tens of milliseconds.
/// - Returns: the size in bytes; `nil` if the encoder cannot get its memory, or on cancellation.
public func xzSize(
  of bytes: UnsafeRawBufferPointer, isCancelled: () -> Bool = { false }
) -> Int? {
  var stream = lzma_stream()
  guard lzma_easy_encoder(&stream, 9, LZMA_CHECK_CRC64) == LZMA_OK else { return nil }
  defer { lzma_end(&stream) }
  stream.next_in = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
  var left = bytes.count
  return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { scratch in
    while !isCancelled() {
      if stream.avail_in == 0 {
        stream.avail_in = min(left, 1 << 16)
        left -= stream.avail_in
      }
      stream.next_out = scratch.baseAddress
      stream.avail_out = scratch.count
      switch lzma_code(&stream, left == 0 ? LZMA_FINISH : LZMA_RUN) {
      case LZMA_OK: continue
      case LZMA_STREAM_END: return Int(stream.total_out)
      default: return nil
      }
    }
    return nil
  }
}

/// The exact size of the file that `xz -9` makes of bytes, as a yardstick for other coders.
///
/// - Parameter bytes: any number of bytes.
/// - Returns: the size in bytes; `nil` if the encoder cannot get its memory.
public func xzSize(of bytes: [UInt8]) -> Int? { bytes.withUnsafeBytes { xzSize(of: $0) } }
