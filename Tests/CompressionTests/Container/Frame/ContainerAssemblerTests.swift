import Bytes
import Compression
import Tensors
import Testing

/// The writer is not public: what it frames is taken apart here.
@Suite struct ContainerAssemblerTests {
  @Test func sectionsAreFramedAndSummed() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip2": 0.5])
    _ = try model.quantize(bits: ["ip1": 2], initialization: .linear, random: &random)
    let (bytes, _) = try model.encoded(.paper)
    var position = 4
    var kinds: [UInt8] = []
    while bytes[position] != 0 {
      kinds.append(bytes[position])
      let length =
        Int(bytes[position + 1] & 127)
        + (bytes[position + 1] > 127
          ? Int(bytes[position + 2]) << 7 : 0)
      let end = position + (bytes[position + 1] > 127 ? 3 : 2) + length
      let sum = crc32(bytes[position..<end])
      #expect(
        (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) } == Array(bytes[end..<end + 4]))
      position = end + 4
    }
    #expect(kinds == [1, 2, 2, 3])
    #expect(position == bytes.count - 17)
  }

  @Test func aModelWithoutPlainParametersHasNoSuchSection() throws {
    let dense = try CompressedModel(try TestModels.small()).encoded(.paper).bytes
    #expect(try FileBuilder(parsing: dense).sections.map(\.kind) == [1, 3])
  }
}
