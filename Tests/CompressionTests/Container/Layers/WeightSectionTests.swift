import Bytes
import Compression
import EntropyCoding
import Tensors
import Testing

/// The writer of section 2, byte by byte.
@Suite struct WeightSectionTests {
  private func section(_ model: CompressedModel, indexBits: Int = 5) throws -> [UInt8] {
    let options = EncodingOptions(coder: .huffman, indexBits: ["ip": indexBits], measuresXZ: false)
    let file = try FileBuilder(parsing: try model.encoded(options).bytes)
    return try #require(file.sections.first { $0.kind == 2 }).contents
  }

  private let weights: [Float] = [0, 0, 0.5, 0, 0, 0, 0, -1.5, 0.5, 0]

  @Test func prunedWeights() throws {
    var model = CompressedModel(try TestModels.layer(5, 2, weights: weights))
    _ = try model.prune(keep: ["ip": 0.3])
    // Two are skipped; then a skip of three and one more; then none.
    #expect(
      try section(model, indexBits: 2)
        == [0, 1, 2, 4] + FileBuilder.stream([2, 3, 1, 0], alphabet: 4)
        + FileBuilder.floats([0.5, -1.5, 0.5]))
  }

  @Test func sharedWeights() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.layer(5, 2, weights: weights))
    _ = try model.quantize(bits: ["ip": 2], initialization: .linear, random: &random)
    #expect(
      try section(model)
        == [0, 2, 2, 3] + FileBuilder.floats([-1.5, 0, 0.5])
        + FileBuilder.stream([1, 1, 2, 1, 1, 1, 1, 0, 2, 1], alphabet: 3))
  }

  @Test func prunedAndSharedWeights() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.layer(5, 2, weights: weights))
    _ = try model.prune(keep: ["ip": 0.3])
    _ = try model.quantize(bits: ["ip": 2], initialization: .linear, random: &random)
    // A filler skips three and stands on the fourth.
    #expect(
      try section(model, indexBits: 2)
        == [0, 3, 2, 4, 2, 3] + FileBuilder.floats([-1.5, 0.5])
        + FileBuilder.stream([2, 3, 0, 0], alphabet: 4)
        + FileBuilder.stream([2, 0, 1, 2], alphabet: 3))
  }
}
