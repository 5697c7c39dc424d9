import Glibc

/// The system calls that make a written file durable, as values: tests let each of them fail.
///
/// Each answers as the system's does: -1 and `errno` for a failure.
package struct FileOperations: Sendable {
  package var write: @Sendable (Int32, UnsafeRawBufferPointer) -> Int = {
    Glibc.write($0, $1.baseAddress, $1.count)
  }
  package var synchronize: @Sendable (Int32) -> Int32 = { fsync($0) }
  package var close: @Sendable (Int32) -> Int32 = { Glibc.close($0) }
  package var rename: @Sendable (String, String) -> Int32 = { Glibc.rename($0, $1) }

  package init() {}

  /// Calls that fail with `ECANCELED` before the file takes its path, once the caller asks to stop.
  ///
  /// Much is written piece by piece, each of which reaches the disk before the next, so that there
  /// is not much to wait for at the end.
  package init(isCancelled: @escaping @Sendable () -> Bool) {
    self.init()
    let piece = 16 << 20
    write = { descriptor, bytes in
      guard !isCancelled() else {
        errno = ECANCELED
        return -1
      }
      let count = Glibc.write(descriptor, bytes.baseAddress, min(bytes.count, piece))
      // What fails here fails again when all of it is synchronised.
      if count == piece { _ = fdatasync(descriptor) }
      return count
    }
    rename = { old, new in
      guard !isCancelled() else {
        errno = ECANCELED
        return -1
      }
      return Glibc.rename(old, new)
    }
  }
}
