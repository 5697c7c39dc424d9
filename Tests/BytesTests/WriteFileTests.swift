import Bytes
import Foundation
import Synchronization
import Testing

@Suite struct WriteFileTests {
  private func code(_ path: String, using operations: FileOperations = FileOperations()) -> Int32? {
    do throws(FileError) {
      try writeFileAtomically([9, 9, 9], to: path, using: operations)
      return nil
    } catch {
      #expect(error.operation == "write")
      #expect(error.path == path)
      return error.code
    }
  }

  private func mode(_ path: String) throws -> Int {
    var status = stat()
    try #require(lstat(path, &status) == 0)
    return Int(status.st_mode)
  }

  @Test(arguments: [0, 1, 1_000_000])
  func newAndOldFilesGetTheContents(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try writeFileAtomically(bytes, to: folder.path("a"))
    #expect(try readFile(folder.path("a")) == bytes)
    try writeFileAtomically([4], to: folder.path("a"))
    #expect(try readFile(folder.path("a")) == [4])
    #expect(try folder.names() == ["a"])
  }

  @Test func missingFoldersAreMade() throws {
    let folder = try TemporaryFolder()
    try writeFileAtomically([1], to: folder.path("x/y/z/a"))
    try writeFileAtomically([2], to: folder.path("x//y/../b"))
    #expect(try readFile(folder.path("x/y/z/a")) == [1])
    #expect(try folder.names(in: "x") == ["b", "y"])
  }

  @Test func anOldFileKeepsItsMode() throws {
    let folder = try TemporaryFolder()
    for wanted in [0o600, 0o755, 0o640] {
      try writeFileAtomically([1], to: folder.path("a"))
      try #require(chmod(folder.path("a"), mode_t(wanted)) == 0)
      try writeFileAtomically([2], to: folder.path("a"))
      #expect(try mode(folder.path("a")) & 0o7777 == wanted)
    }
  }

  @Test func aNewFileHasTheModeThatAnyNewFileGets() throws {
    let folder = try TemporaryFolder()
    close(open(folder.path("plain"), O_WRONLY | O_CREAT, 0o666))
    try writeFileAtomically([1], to: folder.path("a"))
    #expect(try mode(folder.path("a")) == mode(folder.path("plain")))
  }

  @Test func aSymbolicLinkStaysAndItsTargetIsReplaced() throws {
    let folder = try TemporaryFolder()
    try writeFileAtomically([1], to: folder.path("real/a"))
    try #require(symlink("real/a", folder.path("relative")) == 0)
    try #require(symlink(folder.path("relative"), folder.path("absolute")) == 0)
    try #require(symlink("real/new", folder.path("dangling")) == 0)
    try writeFileAtomically([2], to: folder.path("absolute"))
    try writeFileAtomically([3], to: folder.path("dangling"))
    #expect(try readFile(folder.path("real/a")) == [2])
    #expect(try readFile(folder.path("real/new")) == [3])
    for name in ["relative", "absolute", "dangling"] {
      #expect(try mode(folder.path(name)) & 0o170000 == 0o120000)
    }
    try #require(symlink("circle", folder.path("circle")) == 0)
    #expect(code(folder.path("circle")) == ELOOP)
    #expect(try folder.names(in: "real") == ["a", "new"])
  }

  @Test func devicesAreWrittenToAndNotReplaced() throws {
    try writeFileAtomically([1], to: "/dev/null")
    #expect(try mode("/dev/null") & 0o170000 == 0o020000)
    #expect(code("/dev/full") == ENOSPC)
    #expect(try mode("/dev/full") & 0o170000 == 0o020000)
  }

  @Test func placesThatCannotHoldAFileAreRefused() throws {
    let folder = try TemporaryFolder()
    try writeFileAtomically([1], to: folder.path("a"))
    #expect(code(folder.path("a/b")) == ENOTDIR)
    #expect(code(folder.path("a/b/c")) == ENOTDIR)
    #expect(code(folder.path("")) == EISDIR)
    #expect(code(folder.path("b") + "/") == EISDIR)
    #expect(code("/proc/none/a") != nil)
    #expect(code("") == ENOENT)
    #expect(code(folder.path("a") + "\0b") == EINVAL)
    #expect(code(folder.path(String(repeating: "x", count: 300))) == ENAMETOOLONG)
    #expect(try readFile(folder.path("a")) == [1])
    #expect(try folder.names() == ["a"])
  }

  /// A disk that is full after so many bytes, and takes at most two at a time.
  private func disk(of capacity: Int) -> FileOperations {
    let room = Mutex(capacity)
    var operations = FileOperations()
    operations.write = { descriptor, bytes in
      room.withLock { left in
        guard left > 0 else {
          errno = ENOSPC
          return -1
        }
        let count = FileOperations().write(
          descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(min(2, left))))
        left -= count
        return count
      }
    }
    return operations
  }

  private func check(_ operations: FileOperations, fails expected: Int32) throws {
    let folder = try TemporaryFolder()
    #expect(code(folder.path("new"), using: operations) == expected)
    #expect(try folder.names() == [])
    try writeFileAtomically([1, 2], to: folder.path("old"))
    #expect(code(folder.path("old"), using: operations) == expected)
    #expect(try folder.names() == ["old"])
    #expect(try readFile(folder.path("old")) == [1, 2])
  }

  @Test func afterAnyFailureTheTemporaryFileIsGoneAndTheOldOneWhole() throws {
    for capacity in 0..<3 { try check(disk(of: capacity), fails: ENOSPC) }

    var operations = FileOperations()
    operations.write = { _, _ in 0 }
    try check(operations, fails: EIO)

    operations = FileOperations()
    operations.synchronize = { _ in
      errno = EIO
      return -1
    }
    try check(operations, fails: EIO)

    operations = FileOperations()
    operations.close = { descriptor in
      _ = FileOperations().close(descriptor)
      errno = EDQUOT
      return -1
    }
    try check(operations, fails: EDQUOT)

    operations = FileOperations()
    operations.rename = { _, _ in
      errno = EROFS
      return -1
    }
    try check(operations, fails: EROFS)
  }

  @Test func shortAndInterruptedWritesAreContinued() throws {
    let folder = try TemporaryFolder()
    let calls = Mutex(0)
    var operations = disk(of: 100)
    let write = operations.write
    operations.write = { descriptor, bytes in
      let turn = calls.withLock { count in
        count += 1
        return count
      }
      guard turn.isMultiple(of: 2) else {
        errno = EINTR
        return -1
      }
      return write(descriptor, bytes)
    }
    let bytes = [UInt8](0..<99)
    try writeFileAtomically(bytes, to: folder.path("a"), using: operations)
    #expect(try readFile(folder.path("a")) == bytes)
    #expect(calls.withLock { $0 } == 100)
  }

  @Test func theNewContentsAreDurableBeforeTheyTakeThePathAndThePathAfter() throws {
    let folder = try TemporaryFolder()
    let log = Mutex<[String]>([])
    var operations = FileOperations()
    operations.synchronize = { descriptor in
      log.withLock { $0.append("synchronize") }
      return FileOperations().synchronize(descriptor)
    }
    operations.rename = { old, new in
      log.withLock { $0.append("rename") }
      return FileOperations().rename(old, new)
    }
    try writeFileAtomically([1], to: folder.path("a"), using: operations)
    #expect(log.withLock { $0 } == ["synchronize", "rename", "synchronize"])
  }

  @Test func aFolderThatCannotBeSynchronizedIsNoError() throws {
    let folder = try TemporaryFolder()
    let calls = Mutex(0)
    var operations = FileOperations()
    operations.synchronize = { descriptor in
      guard
        calls.withLock({
          $0 += 1; return $0
        }) == 2
      else { return 0 }
      errno = EINVAL
      return -1
    }
    try writeFileAtomically([1], to: folder.path("a"), using: operations)
    #expect(try readFile(folder.path("a")) == [1])
  }
}
