import Compression
import Tensors
import Testing

/// Symbols are ranks: with one stream of codes, what the coder sees can be seen in the report.
@Suite struct StoredCodebookTests {
  /// The order of codes makes no difference to the size of codes, and comes back.
  @Test func theOrderOfCodesIsKept() throws {
    let values: [Float] = [-0.5, -0.25, 0.125, 0.75]
    let pattern: [UInt16] = [0, 1, 1, 2, 2, 2, 3, 1, 2, 0, 1, 2]
    let sorted = try Codebook(centroids: values, codes: pattern, pinsZero: false, bits: 2)
    let reversed = try Codebook(
      centroids: values.reversed(), codes: pattern.map { 3 - $0 }, pinsZero: false, bits: 2)
    func encoded(_ codebook: Codebook) throws -> (bytes: [UInt8], report: EncodeReport) {
      let model = try CompressedModel(
        try TestModels.layer(4, 3), masks: [:], codebooks: ["ip.weight": codebook])
      try expectRoundTrip(model)
      return try model.encoded(.form(.rans))
    }
    let (first, second) = (try encoded(sorted), try encoded(reversed))
    #expect(first.report.layers[0].codes == second.report.layers[0].codes)
    #expect(first.bytes != second.bytes)
  }
}
