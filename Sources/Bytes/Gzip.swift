import CZlib

/// Decompresses a gzip file of one or more members.
///
/// - Parameters:
///   - bytes: the whole file.
///   - limit: the largest number of bytes that may come out.
/// - Returns: the contents of all members, one after the other.
/// - Throws: `FormatError` if the file is not gzip, is damaged or cut off, is followed by something
///   else, or holds more than the limit. Offsets count in the compressed file.
public func gunzip(_ bytes: [UInt8], limit: Int) throws(FormatError) -> [UInt8] {
  let inflater = try Inflater()
  var output: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  var offset = 0
  repeat {
    let step = try inflater.step(bytes, from: offset, into: &chunk)
    offset += step.consumed
    guard step.produced <= limit - output.count else {
      throw FormatError(
        offset: offset, message: "the gzip data holds more than the \(limit) bytes expected here")
    }
    output.append(contentsOf: chunk[..<step.produced])
    if step.memberEnded {
      inflater.reset()
    } else if step.consumed == 0, step.produced == 0 {
      throw FormatError(offset: offset, message: "the gzip data ends too early")
    }
    if step.memberEnded, offset == bytes.count { return output }
  } while true
}

/// The zlib stream that undoes gzip.
private final class Inflater {
  struct Step {
    var consumed: Int
    var produced: Int
    var memberEnded: Bool
  }

  /// zlib remembers the address of its stream, and refuses one that has moved.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  init() throws(FormatError) {
    stream.initialize(to: z_stream())
    // 15 bits of window, the most there is; 16 more ask for a gzip header and checksum.
    let code = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      throw FormatError(offset: 0, message: "zlib does not start (code \(code))")
    }
  }

  deinit {
    _ = inflateEnd(stream)
    stream.deallocate()
  }

  func reset() { _ = inflateReset(stream) }

  func step(_ input: [UInt8], from offset: Int, into output: inout [UInt8])
    throws(FormatError) -> Step
  {
    let available = min(input.count - offset, Int(UInt32.max))
    let code = input.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        // zlib's declaration lacks a const; it only reads its input.
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress.map { $0 + offset })
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(target.count)
        return inflate(stream, Z_NO_FLUSH)
      }
    }
    let consumed = available - Int(stream.pointee.avail_in)
    let produced = output.count - Int(stream.pointee.avail_out)
    switch code {
    case Z_OK, Z_BUF_ERROR, Z_STREAM_END:
      return Step(consumed: consumed, produced: produced, memberEnded: code == Z_STREAM_END)
    default:
      let cause = stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)"
      throw FormatError(offset: offset + consumed, message: "damaged gzip data: \(cause)")
    }
  }
}
