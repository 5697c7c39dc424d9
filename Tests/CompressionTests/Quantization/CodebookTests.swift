import Compression
import Tensors
import Testing

@Suite struct CodebookTests {
  @Test func givesTheWeightsOfFigureThree() throws {
    let codebook = try Codebook(
      centroids: Figure3.centroids, codes: Figure3.codes, pinsZero: false, bits: 2)
    let weights = try codebook.weights(shape: try Shape([4, 4]))
    #expect(
      weights.values == [
        2, -1, 1.5, 0, 0, 0, -1, 2, -1, 2, 0, -1, 2, 0, 1.5, 1.5,
      ])
    #expect(throws: ShapeError.self) { try codebook.weights(shape: try Shape([4, 5])) }
  }

  @Test func partsMustFitTogether() throws {
    func refused(_ centroids: [Float], _ codes: [UInt16], pinsZero: Bool = false, bits: Int = 1) {
      #expect(throws: CompressionError.self) {
        try Codebook(centroids: centroids, codes: codes, pinsZero: pinsZero, bits: bits)
      }
    }
    refused([1, 2, 3], [0], bits: 1)
    refused([1, 2], [0, 2])
    refused([], [0])
    for bits in [0, -1, 17, 64, .max] { refused([1], [0], bits: bits) }
    refused([1, 2], [0], pinsZero: true)
    refused([-0.0, 2], [0], pinsZero: true)
    refused([], [], pinsZero: true)
    for value in [Float.nan, .infinity, -.infinity] { refused([0, value], [0]) }
    _ = try Codebook(centroids: [], codes: [], pinsZero: false, bits: 1)
    _ = try Codebook(centroids: [0, 2], codes: [1], pinsZero: true, bits: 1)
  }

  @Test func trainedValuesAreThoseOfTheMembers() throws {
    // Code 2 has no member: it keeps its value.
    let codebook = try Codebook(
      centroids: [0, 1, 5, 3], codes: [0, 1, 3, 0, 1], pinsZero: true, bits: 2)
    var kept = Bitmap(count: 5, filled: true)
    kept[0] = false
    kept[3] = false
    var model = try CompressedModel(
      try TestModels.layer(5, 1), masks: ["ip.weight": Mask(kept: kept)],
      codebooks: ["ip.weight": codebook])
    var trained = model.model
    try trained.setParameter(
      "ip.weight", try Tensor([0, 1.5, -7, 0, 1.5], shape: try Shape([1, 5])))
    try model.adopt(trained)
    #expect(model.codebooks["ip.weight"]?.centroids == [0, 1.5, 5, -7])
    // Members that differ are no shared weight.
    try trained.setParameter(
      "ip.weight", try Tensor([0, 1.5, -7, 0, 1.6], shape: try Shape([1, 5])))
    #expect(throws: CompressionError.self) { try model.adopt(trained) }
    try expectRoundTrip(model)
  }
}
