import Compression
import Networks
import Tensors
import Testing

@Suite struct CompressedModelPruneTests {
  /// However far it has come: then nothing has changed.
  @Test func itCanBeStopped() throws {
    for limit in 0...8 {
      var model = CompressedModel(try TestModels.layer(1500, 1500))
      var asked = 0
      func isCancelled() -> Bool {
        asked += 1
        return asked > limit
      }
      let error = #expect(throws: CompressionError.self) {
        try model.prune(keep: ["ip": 0.1], isCancelled: isCancelled)
      }
      #expect(error == .cancelled && model.masks.isEmpty)
    }
    var model = CompressedModel(try TestModels.layer(4, 4))
    let error = #expect(throws: CompressionError.self) {
      try model.prune(threshold: ["ip": 0.1], isCancelled: { true })
    }
    #expect(error == .cancelled && model.masks.isEmpty)
  }

  @Test func theLargestWeightsOfEachLayerAreKept() throws {
    var model = CompressedModel(
      try TestModels.layer(4, 2, weights: [0.1, -0.9, 0.3, 0.2, -0.4, 0.05, 0.8, 0]))
    let report = try model.prune(keep: ["ip": 0.5])
    #expect(try model.model.parameter("ip.weight").values == [0, -0.9, 0.3, 0, -0.4, 0, 0.8, 0])
    #expect(report.layers.map(\.name) == ["ip"])
    #expect(report.layers[0].nonzero == 4 && report.layers[0].total == 8)
    #expect(report.layers[0].threshold == 0.3)
    #expect(report.nonzero == 4 && report.total == 8 && model.keptCount == 4)
  }

  @Test func whatIsBelowAThresholdGoes() throws {
    var model = CompressedModel(
      try TestModels.layer(4, 2, weights: [0.1, -0.9, 0.3, 0.2, -0.4, 0.05, 0.8, 0]))
    let report = try model.prune(threshold: ["ip": 0.3])
    #expect(try model.model.parameter("ip.weight").values == [0, -0.9, 0.3, 0, -0.4, 0, 0.8, 0])
    #expect(report.layers[0].nonzero == 4 && report.layers[0].threshold == 0.3)
    _ = try model.prune(threshold: ["ip": 0.1])
    #expect(model.keptCount == 4, "what was pruned stays pruned")
    let before = model
    for wrong in [-0.1, Double.nan] {
      #expect(throws: CompressionError.self) { try model.prune(threshold: ["ip": wrong]) }
    }
    #expect(try model.bits("ip.weight") == before.bits("ip.weight"))
  }

  @Test func sharesAreRounded() throws {
    for (share, count) in [(0, 0), (1, 8), (0.06, 0), (0.07, 1), (0.5, 4), (0.56, 4), (0.57, 5)] {
      var model = CompressedModel(try TestModels.layer(4, 2))
      _ = try model.prune(keep: ["ip": share])
      #expect(model.keptCount == count)
    }
  }

  @Test func otherLayersAndBiasesAreLeftAlone() throws {
    var model = CompressedModel(try TestModels.small())
    let before = model
    let report = try model.prune(keep: ["ip2": 0.2])
    #expect(report.layers.map(\.name) == ["ip2"])
    #expect(report.nonzero == 30 + 3 && report.total == 45)
    #expect(try model.bits("ip1.weight") == before.bits("ip1.weight"))
    #expect(try model.bits("ip2.bias") == before.bits("ip2.bias"))
    #expect(model.masks["ip1.weight"] == nil)
    #expect(try model.prune(keep: [:]).layers.isEmpty)
  }

  @Test func pruningIsNested() throws {
    var random = RandomSource(seed: 1)
    for _ in 0..<10 {
      var model = CompressedModel(try TestModels.small(seed: random.next()))
      for _ in 0..<4 {
        let before = model.masks
        _ = try model.prune(keep: model.layers(Double(random.uniform())))
        for (name, mask) in model.masks {
          guard let old = before[name] else { continue }
          #expect(mask.kept.positions.allSatisfy { old.kept[Int($0)] })
        }
        try model.adopt(try model.retrained(&random))
      }
    }
  }

  @Test func aLargerShareThanIsLeftChangesNothing() throws {
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: model.layers(0.3))
    let before = model
    let report = try model.prune(keep: model.layers(0.9))
    expectIdentical(model, before, "pruned to more")
    #expect(report.nonzero == before.keptCount)
  }

  @Test func sharedValuesSurvive() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.small())
    _ = try model.quantize(bits: ["ip1": 2], initialization: .linear, random: &random)
    let before = try model.model.parameter("ip1.weight").values
    _ = try model.prune(keep: ["ip1": 0.5])
    let after = try model.model.parameter("ip1.weight").values
    let mask = try #require(model.masks["ip1.weight"])
    #expect(mask.keptCount == 15)
    #expect(after.indices.allSatisfy { after[$0] == (mask.kept[$0] ? before[$0] : 0) })
    let codebook = try #require(model.codebooks["ip1.weight"])
    // Four values and the zero need another bit.
    #expect(codebook.pinsZero && codebook.centroids.count == 5 && codebook.bits == 3)
    try expectRoundTrip(model)
    _ = try model.prune(keep: ["ip1": 0.2])
    #expect(model.codebooks["ip1.weight"]?.bits == 3)
    try expectRoundTrip(model)
  }

  /// All 65,536 codes are taken: none is left for pruned weights.
  @Test func aFullCodebookCannotBePruned() throws {
    let weights = (0..<70_000).map { Float($0 % 65_536) }
    let codebook = try Codebook(
      centroids: (0..<65_536).map { Float($0) }, codes: (0..<70_000).map { UInt16($0 % 65_536) },
      pinsZero: false, bits: 16)
    var model = try CompressedModel(
      try TestModels.layer(700, 100, weights: weights), masks: [:],
      codebooks: ["ip.weight": codebook])
    #expect(throws: CompressionError.self) { try model.prune(keep: ["ip": 0.5]) }
    #expect(model.masks.isEmpty)
    #expect(try model.model.parameter("ip.weight").values == weights)
  }

  @Test func whatCannotBeDoneChangesNothing() throws {
    var model = CompressedModel(try TestModels.small())
    let before = model
    for share in [-0.1, 1.0000001, .nan, .infinity, -.infinity] {
      // The first layer would be fine.
      let error = #expect(throws: CompressionError.self) {
        try model.prune(keep: ["ip1": 0.5, "ip2": share])
      }
      #expect(error?.place == "ip2")
      expectIdentical(model, before, "a share of \(share)")
    }
    var broken = try TestModels.small()
    try broken.setParameter("ip1.bias", Tensor(zeros: .vector(5)).adding(.nan, at: 2))
    var brokenModel = CompressedModel(broken)
    let error = #expect(throws: CompressionError.self) { try brokenModel.prune(keep: ["ip2": 0.5]) }
    #expect(error?.place == "ip1.bias" && error?.remedy != nil)
    #expect(brokenModel.masks.isEmpty)
  }
}

extension Tensor {
  /// The same tensor with one element changed.
  func adding(_ step: Float, at index: Int) -> Tensor {
    var copy = self
    copy.withUnsafeMutableBufferPointer { $0[index] += step }
    return copy
  }
}
