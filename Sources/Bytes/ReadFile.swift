import Glibc

/// Reads a whole file.
///
/// - Parameters:
///   - path: a file, or anything else that can be read to its end.
///   - limit: the largest number of bytes that is accepted, 4 GiB unless told.
///   - isCancelled: asked every few milliseconds.
/// - Returns: all its bytes.
/// - Throws: `FileError`; its code is `EFBIG` if the file is larger than the limit, `ECANCELED` if the
///   caller asked to stop.
public func readFile(
  _ path: String, limit: Int = 1 << 32, isCancelled: () -> Bool = { false }
) throws(FileError) -> [UInt8] {
  func failure(_ code: Int32) -> FileError { FileError(path: path, operation: "read", code: code) }

  // The system would stop reading the path there, and open another file.
  guard !path.utf8.contains(0) else { throw failure(EINVAL) }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw failure(errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
  guard status.st_mode & S_IFMT != S_IFDIR else { throw failure(EISDIR) }
  // The size is zero for pipes and for /proc, and a file may grow meanwhile: it is only a hint.
  let expected = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
  guard expected <= limit else { throw failure(EFBIG) }

  var code: Int32 = 0
  var bytes = [UInt8](unsafeUninitializedCapacity: expected) { buffer, filled in
    filled = 0
    while filled < expected, code == 0 {
      guard !isCancelled() else {
        code = ECANCELED
        break
      }
      let wanted = min(expected - filled, 16 << 20)
      let got = read(descriptor, buffer.baseAddress.map { $0 + filled }, wanted)
      if got == 0 { break }
      if got > 0 { filled += got } else if errno != EINTR { code = errno }
    }
  }
  guard code == 0 else { throw failure(code) }
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    guard !isCancelled() else { throw failure(ECANCELED) }
    let got = read(descriptor, &chunk, chunk.count)
    if got == 0 { return bytes }
    if got < 0 {
      guard errno == EINTR else { throw failure(errno) }
      continue
    }
    guard got <= limit - bytes.count else { throw failure(EFBIG) }
    bytes.append(contentsOf: chunk[..<got])
  }
}
