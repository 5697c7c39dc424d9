import Bytes
import Glibc
import Testing

@Suite struct FileErrorTests {
  @Test func theMessageHasThePlaceAndTheCause() {
    let error = FileError(path: "out/a.dcz", operation: "write", code: ENOSPC)
    #expect(error.message == "cannot write out/a.dcz: no space left on device")
    #expect("\(error)" == error.message)
  }

  @Test func aRemedyIsGivenWhereThereIsOne() {
    for code in [ENOENT, EISDIR, ENOTDIR, EACCES, EPERM, EROFS, ENOSPC, EFBIG, ELOOP] {
      #expect(FileError(path: "a", operation: "read", code: code).remedy != nil)
    }
    #expect(FileError(path: "a", operation: "read", code: EIO).remedy == nil)
  }

  @Test func anyNumberHasWords() {
    for code in [Int32.min, -1, 0, 99_999, .max] {
      #expect(!FileError(path: "a", operation: "read", code: code).cause.isEmpty)
    }
  }
}
