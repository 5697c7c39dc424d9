import Bytes
import Compression
import Testing

/// The frame is not public: files show what it takes.
@Suite struct FileFrameTests {
  private func offset(_ bytes: [UInt8]) -> Int? {
    do {
      _ = try CompressedFile(bytes)
      return nil
    } catch {
      return error.offset
    }
  }

  /// Each kind of damage is told where it is.
  @Test func errorsTellTheirPlace() throws {
    let bytes = try CompressedModel(try TestModels.small()).encoded(.form(.best)).bytes
    #expect(offset(bytes) == nil)
    #expect(offset(Array(bytes.prefix(2))) == 0)
    #expect(offset(Array(bytes.prefix(20))) == 20)
    #expect(offset(Array(bytes.dropLast())) == bytes.count - 17)
    var version = bytes
    version[3] = 2
    #expect(offset(version) == 3)
    var sum = Array(bytes.dropLast(16))
    sum[sum.count - 2] ^= 1
    #expect(offset(FileBuilder.signed(sum)) == sum.count - 5)
  }
}
