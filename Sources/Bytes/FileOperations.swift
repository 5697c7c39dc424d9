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
}
