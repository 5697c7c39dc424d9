import Bytes
import Foundation
import Testing

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
}
