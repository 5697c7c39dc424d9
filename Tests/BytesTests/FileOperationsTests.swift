import Bytes
import Foundation
import Synchronization
import Testing

/// Counts from several threads.
private final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

@Suite struct FileOperationsTests {
  @Test func theyAreTheSystemsOwn() throws {
    let folder = try TemporaryFolder()
    let operations = FileOperations()
    let descriptor = open(folder.path("a"), O_WRONLY | O_CREAT, 0o600)
    let bytes: [UInt8] = [1, 2, 3]
    #expect(bytes.withUnsafeBytes { operations.write(descriptor, $0) } == 3)
    #expect(operations.synchronize(descriptor) == 0)
    #expect(operations.close(descriptor) == 0)
    #expect(operations.rename(folder.path("a"), folder.path("b")) == 0)
    #expect(try folder.names() == ["b"])
    #expect(try readFile(folder.path("b")) == bytes)

    #expect(operations.close(-1) == -1)
    #expect(errno == EBADF)
    #expect(operations.synchronize(-1) == -1)
    #expect(errno == EBADF)
    #expect(bytes.withUnsafeBytes { operations.write(-1, $0) } == -1)
    #expect(errno == EBADF)
    #expect(operations.rename(folder.path("none"), folder.path("c")) == -1)
    #expect(errno == ENOENT)
  }

  /// A file that is not wanted any more never takes its path, and leaves nothing behind.
  @Test func whoAsksToStopGetsNoFile() throws {
    let folder = try TemporaryFolder()
    let bytes = [UInt8](repeating: 7, count: 40 << 20)
    try writeFileAtomically([1], to: folder.path("a"))
    for calls in 0...3 {
      let count = Counter()
      let error = #expect(throws: FileError.self) {
        try writeFileAtomically(bytes, to: folder.path("a"), isCancelled: { count.next() > calls })
      }
      #expect(error?.code == ECANCELED)
      #expect(try folder.names() == ["a"] && readFile(folder.path("a")) == [1])
    }
    try writeFileAtomically(bytes, to: folder.path("a"), isCancelled: { false })
    #expect(try readFile(folder.path("a")) == bytes)
    for calls in 0...2 {
      var asked = 0
      let error = #expect(throws: FileError.self) {
        try readFile(folder.path("a")) {
          asked += 1
          return asked > calls
        }
      }
      #expect(error?.code == ECANCELED)
    }
  }
}
