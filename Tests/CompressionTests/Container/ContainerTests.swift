import Bytes
import Compression
import Tensors
import Testing

/// The numbers of the format are not public: a file must show them.
@Suite struct ContainerTests {
  @Test func aFileBeginsWithSignatureAndVersionAndEndsWithItsDigest() throws {
    let (bytes, _) = try CompressedModel(try TestModels.small())
      .encoded(.paper)
    #expect(Array(bytes.prefix(4)) == [0x44, 0x43, 0x5A, 1])
    let body = Array(bytes.dropLast(16))
    #expect(body.last == 0)
    #expect(Array(bytes.suffix(16)) == Array(Digest(of: body).bytes.prefix(16)))
  }

  /// 65,536 times the size of the file, not one float more.
  @Test func theBoundOfTheExpansionIsExact() throws {
    func build(_ outputs: Int) -> FileBuilder {
      var fields = NetworkFields()
      fields.extents = [1]
      fields.attributes = [2, 1] + FileBuilder.varint(outputs)
      // A weight and a bias of which nothing is left or stored: the section of biases is missing,
      // which is noticed later than the size.
      return FileBuilder([fields.section])
    }
    let size = build(400_000).bytes.count
    let largest = size * 16_384 / 2
    #expect(build(largest).bytes.count == size)
    func cause(_ outputs: Int) -> String? {
      #expect((try? EducationalDecoder(build(outputs).bytes)) == nil)
      return
        (#expect(throws: FormatError.self) {
          try CompressedModel(decoding: build(outputs).bytes)
        })?.message
    }
    #expect(cause(largest) == "there are no values for `ip.weight`")
    #expect(cause(largest + 1)?.contains("larger than a file of \(size) bytes") == true)
  }
}
