import Compression
import EntropyCoding
import Tensors
import Testing

@Suite struct EncodeReportTests {
  /// Figure 3 of the paper as a layer: 16 weights in 4 clusters.
  @Test func ratesAreThoseOfThePapersFormula() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.layer(4, 4, weights: Figure3.weights))
    _ = try model.quantize(bits: ["ip": 2], initialization: .linear, random: &random)
    let row = try #require(
      try model.encoded(.paper).report.layers.first)
    // r = n b / (n log₂ k + k b) = 16 · 32 / (16 · 2 + 4 · 32) = 3.2.
    #expect(abs(1 / row.rateBeforeCoding - 3.2) < 1e-12)
    #expect(row.name == "ip" && row.total == 16 && row.kept == 16 && row.entries == 16)
    #expect(row.codeBits == 2 && row.indexBits == 0 && row.density == 1)
    #expect(row.codebookBytes == 16 && row.codedIndexBits == 0 && row.meanIndexBits == 0)
    let coded = Huffman().encode(Figure3.codes, alphabet: 4)
    #expect(row.codedCodeBits == 8 * coded.payload.count)
    #expect(row.meanCodeBits == Double(8 * coded.payload.count) / 16)
    // With the byte that names the coder.
    #expect(row.streamBytes == 1 + coded.byteCount)
    #expect(row.rateAfterCoding == Double(row.streamBytes + 16) / 64)
  }

  @Test func prunedValuesCountWithTheirIndices() throws {
    var model = CompressedModel(try TestModels.layer(4, 4, weights: Figure3.weights))
    _ = try model.prune(keep: ["ip": 0.25])
    let (_, report) = try model.encoded(.paper)
    let row = try #require(report.layers.first)
    #expect(row.kept == 4 && row.density == 0.25 && row.codeBits == 32 && row.indexBits == 5)
    #expect(row.rateBeforeCoding == Double(4 * (32 + 5)) / 8 / 64)
    #expect(row.codedCodeBits == 4 * 32)
    #expect(report.originalBytes == 4 * 20)
    #expect(report.ratio == 80 / Double(report.bytes))
  }

  @Test func onlyCodedLayersHaveARow() throws {
    var model = CompressedModel(try TestModels.small())
    #expect(try model.encoded(.paper).report.layers.isEmpty)
    _ = try model.prune(keep: ["ip2": 0.5])
    #expect(try model.encoded(.paper).report.layers.map(\.name) == ["ip2"])
    _ = try model.prune(keep: ["ip1": 0.5])
    #expect(try model.encoded(.paper).report.layers.map(\.name) == ["ip1", "ip2"])
  }

  @Test func nothingLeftGivesNoNaN() throws {
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: model.layers(0.0))
    for row in try model.encoded(.paper).report.layers {
      #expect(row.entries == 0 && row.density == 0)
      #expect(row.meanCodeBits == 0 && row.meanIndexBits == 0 && row.rateBeforeCoding == 0)
    }
  }
}
