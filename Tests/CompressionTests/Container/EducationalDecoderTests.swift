import Bytes
import Compression
import Tensors
import Testing

@Suite struct EducationalDecoderTests {
  /// Many codes and gaps; the small models of the other suites go through both decoders too.
  @Test func agreesWithTheFastDecoderOnALargerLayer() throws {
    var random = RandomSource(seed: 4)
    var model = CompressedModel(try TestModels.layer(90, 40))
    _ = try model.prune(keep: ["ip": 0.3])
    _ = try model.quantize(bits: ["ip": 7], initialization: .linear, random: &random)
    for bits in [2, 5, 8] {
      try expectRoundTrip(
        model, EncodingOptions(coder: .huffman, indexBits: ["ip": bits], measuresXZ: false))
    }
  }

  @Test func refusesWhatIsDamaged() throws {
    let (bytes, _) = try CompressedModel(try TestModels.small())
      .encoded(.paper)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 4
      #expect(throws: EducationalDecoder.Failure.self) { try EducationalDecoder(damaged) }
      #expect(throws: EducationalDecoder.Failure.self) {
        try EducationalDecoder(Array(bytes[..<index]))
      }
    }
  }
}
