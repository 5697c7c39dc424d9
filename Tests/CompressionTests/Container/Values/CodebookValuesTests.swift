import Compression
import Tensors
import Testing

@Suite struct CodebookValuesTests {
  private func model(bits: Int, pruned: Bool = true, iterations: Int = 1) throws -> CompressedModel
  {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.laplacian(80, 50))
    if pruned { _ = try model.prune(keep: ["ip": 0.3]) }
    _ = try model.quantize(
      bits: ["ip": bits], initialization: .linear, iterations: iterations, random: &random)
    return model
  }

  private func coded(
    _ model: CompressedModel, _ precision: CodebookPrecision
  ) throws -> (row: CodedLayer, read: CompressedModel) {
    var options = EncodingOptions.form(.rans)
    options.codebooks = precision
    let (bytes, report) = try model.encoded(options)
    let read = try CompressedModel(decoding: bytes)
    expectIdentical(try CompressedFile(bytes).decompressedModel(), read.model, "\(precision)")
    #expect(read.violations.isEmpty)
    #expect(read.masks == model.masks)
    return (report.layers[0], read)
  }

  @Test func exactIsExact() throws {
    for pruned in [false, true] {
      let model = try model(bits: 5, pruned: pruned)
      expectIdentical(model, try coded(model, .exact).read, "exact")
    }
  }

  @Test func float16RoundsSharedWeights() throws {
    for pruned in [false, true] {
      let model = try model(bits: 5, pruned: pruned)
      let (row, read) = try coded(model, .float16)
      let codebook = try #require(model.codebooks["ip.weight"])
      #expect(row.codebookForm == "float16")
      #expect(row.codebookBytes == 2 * (codebook.centroids.count - (pruned ? 1 : 0)))
      #expect(
        read.codebooks["ip.weight"]?.centroids == codebook.centroids.map { Float(Float16($0)) })
      #expect(read.codebooks["ip.weight"]?.codes == codebook.codes)
    }
  }

  /// Less than half of the shared weights' bytes, and weights that move a little.
  @Test func fittedTakesAFewNumbers() throws {
    let model = try model(bits: 6)
    let (row, read) = try coded(model, .fitted)
    #expect(row.codebookForm == "fitted" && row.codebookBytes < 120)
    let (old, new) = (
      try model.model.parameter("ip.weight").values, try read.model.parameter("ip.weight").values
    )
    let difference = zip(old, new).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(difference > 0 && difference < 0.03)
  }

  /// Shared weights that follow no curve stay as they are.
  @Test func whatDoesNotFitStaysExact() throws {
    let values: [Float] = [-9, -3, 0.001, 0.002, 5, 5.5, 80, 90]
    let codebook = try Codebook(
      centroids: values, codes: (0..<80).map { UInt16($0 % 8) }, pinsZero: false, bits: 3)
    let model = try CompressedModel(
      try TestModels.layer(10, 8), masks: [:], codebooks: ["ip.weight": codebook])
    let (row, read) = try coded(model, .fitted)
    #expect(row.codebookForm != "fitted")
    expectIdentical(model, read, "does not fit")
  }
}
