import Bytes
import Compression
import EntropyCoding
import Tensors
import Testing

/// What a file costs beside its coded streams.
@Suite struct LayerSectionWriterTests {
  /// At most 64 bytes, structure included: FORMAT.md, Fixed cost.
  @Test(arguments: [(784, 300), (784, 10), (20, 5), (4000, 500)])
  func theFixedCostOfOneLayer(inputs: Int, outputs: Int) throws {
    for coder in CoderSelection.there where coder != .huffman {
      for (keep, bits) in [(0.1, 5), (0.1, nil), (nil, 4)] as [(Double?, Int?)] {
        var random = RandomSource(seed: 1)
        var model = CompressedModel(try TestModels.laplacian(inputs, outputs))
        if let keep { _ = try model.prune(keep: ["ip": keep]) }
        if let bits {
          _ = try model.quantize(bits: ["ip": bits], initialization: .linear, random: &random)
        }
        let (bytes, report) = try model.encoded(.form(coder))
        let streams = [LedgerPart.codes, .indices, .values, .codeTables, .codebooks, .biases]
        let coded = streams.reduce(0) { $0 + report.ledger.bytes(of: $1) }
        #expect(bytes.count - coded <= 64, "\(inputs)×\(outputs), \(coder)")
      }
    }
  }

  /// Coders see ranks; the file keeps the order of codes.
  @Test func codebooksThatAreNotSorted() throws {
    let values: [Float] = [0.5, -1, 0.25, 0.5, -0.0, 0.0]
    for pins in [false, true] {
      let centroids = pins ? [0] + values : values
      let codes = (0..<24).map { UInt16($0 % centroids.count) }
      let codebook = try Codebook(centroids: centroids, codes: codes, pinsZero: pins, bits: 3)
      var kept = Bitmap(count: 24, filled: false)
      for (index, code) in codes.enumerated() where !pins || code != 0 { kept[index] = true }
      let model = try CompressedModel(
        try TestModels.layer(6, 4), masks: pins ? ["ip.weight": Mask(kept: kept)] : [:],
        codebooks: ["ip.weight": codebook])
      try expectRoundTrip(model)
    }
  }
}
