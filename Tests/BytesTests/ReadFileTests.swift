import Bytes
import Foundation
import Testing

@Suite struct ReadFileTests {
  private func code(_ path: String, limit: Int = .max) -> Int32? {
    do throws(FileError) {
      _ = try readFile(path, limit: limit)
      return nil
    } catch {
      #expect(error.operation == "read")
      #expect(error.path == path)
      return error.code
    }
  }

  @Test(arguments: [0, 1, 65535, 65536, 65537, 300_000])
  func wholeFilesComeBack(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path("a")))
    #expect(try readFile(folder.path("a")) == bytes)
    #expect(try readFile(folder.path("a"), limit: count) == bytes)
    if count > 0 { #expect(code(folder.path("a"), limit: count - 1) == EFBIG) }
  }

  @Test func filesWithoutASizeAreReadToTheirEnd() throws {
    #expect(try readFile("/dev/null").isEmpty)
    let status = try readFile("/proc/self/status")
    #expect(status.starts(with: Array("Name:".utf8)))
    #expect(code("/proc/self/status", limit: 10) == EFBIG)
    #expect(code("/dev/zero", limit: 1_000_000) == EFBIG)
  }

  @Test func failuresNameTheReason() throws {
    let folder = try TemporaryFolder()
    try Data([1]).write(to: URL(fileURLWithPath: folder.path("a")))
    #expect(code(folder.path("none")) == ENOENT)
    #expect(code(folder.path("")) == EISDIR)
    #expect(code(folder.path("a/b")) == ENOTDIR)
    #expect(code("") == ENOENT)
    // The system alone would stop at the zero and read "a".
    #expect(code(folder.path("a") + "\0b") == EINVAL)
    #expect(code(String(repeating: "x", count: 5000)) == ENAMETOOLONG)
  }
}
