import Compression
import Networks
import Tensors
import Testing

@Suite struct CompressedModelQuantizeTests {
  private func quantize(
    _ model: inout CompressedModel, _ bits: [String: Int],
    _ start: CentroidInitialization = .linear, seed: UInt64 = 1
  ) throws -> QuantizeReport {
    var random = RandomSource(seed: seed)
    return try model.quantize(bits: bits, initialization: start, random: &random)
  }

  @Test func everyWeightTakesTheNearestSharedValue() throws {
    for start in CentroidInitialization.allCases {
      for keep in [nil, 0.6] as [Double?] {
        var model = CompressedModel(try TestModels.layer(20, 8))
        if let keep { _ = try model.prune(keep: ["ip": keep]) }
        let before = try model.model.parameter("ip.weight").values
        let report = try quantize(&model, ["ip": 3], start).layers[0]
        let after = try model.model.parameter("ip.weight").values
        let codebook = try #require(model.codebooks["ip.weight"])
        let candidates =
          codebook.pinsZero ? Array(codebook.centroids.dropFirst()) : codebook.centroids
        var error = 0.0
        for index in before.indices where model.masks["ip.weight"]?.kept[index] ?? true {
          let nearest = candidates.map { abs(Double($0) - Double(before[index])) }.min() ?? 0
          let distance = abs(Double(after[index]) - Double(before[index]))
          #expect(distance <= nearest + 1e-7)
          error += distance * distance
        }
        #expect(abs(error - report.squaredError) < 1e-6)
        #expect(candidates.count <= (keep == nil ? 8 : 7))
        #expect(report.clusters == codebook.centroids.count)
      }
    }
  }

  @Test func figureThreeOfThePaper() throws {
    var model = CompressedModel(try TestModels.layer(4, 4, weights: Figure3.weights))
    _ = try quantize(&model, ["ip": 2])
    let codebook = try #require(model.codebooks["ip.weight"])
    #expect(codebook.codes == Figure3.codes)
    #expect(codebook.bits == 2 && !codebook.pinsZero)
    for (centroid, expected) in zip(codebook.centroids, Figure3.centroids) {
      #expect(abs(centroid - expected) < 1e-6)
    }
  }

  @Test func zeroHasACodeOfItsOwnOnPrunedLayers() throws {
    var model = CompressedModel(try TestModels.layer(4, 2, weights: [1, 0, 0, 2, 0, -3, 0, 0]))
    _ = try model.prune(keep: ["ip": 0.375])
    _ = try quantize(&model, ["ip": 2])
    let codebook = try #require(model.codebooks["ip.weight"])
    #expect(codebook.pinsZero && codebook.centroids == [0, -3, 1, 2])
    #expect(codebook.codes == [2, 0, 0, 3, 0, 1, 0, 0])
    // With one bit there is one shared value beside the zero.
    _ = try quantize(&model, ["ip": 1])
    #expect(model.codebooks["ip.weight"]?.centroids == [0, 0])
  }

  @Test func layersOfWhichNothingIsLeft() throws {
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip1": 0])
    let report = try quantize(&model, ["ip1": 4])
    #expect(report.layers[0].weights == 0 && report.layers[0].clusters == 1)
    #expect(report.layers[0].squaredError == 0)
    try expectRoundTrip(model)
  }

  @Test func enoughBitsLoseNothing() throws {
    for start in CentroidInitialization.allCases {
      var model = CompressedModel(try TestModels.small())
      let before = try model.bits("ip1.weight")
      let report = try quantize(&model, ["ip1": 5], start)
      #expect(try model.bits("ip1.weight") == before)
      #expect(report.layers[0].squaredError == 0)
    }
  }

  @Test func layersAreSharedApart() throws {
    var model = CompressedModel(try TestModels.small())
    let report = try quantize(&model, ["ip2": 1, "ip1": 2])
    #expect(report.layers.map(\.name) == ["ip1", "ip2"])
    #expect(report.layers.map(\.bits) == [2, 1])
    var alone = CompressedModel(try TestModels.small())
    _ = try quantize(&alone, ["ip2": 1])
    #expect(try alone.bits("ip2.weight") == model.bits("ip2.weight"))
    #expect(alone.codebooks["ip1.weight"] == nil)
    #expect(try quantize(&model, [:]).layers.isEmpty)
  }

  @Test func sharingAgainWithFewerBits() throws {
    var model = CompressedModel(try TestModels.small())
    _ = try quantize(&model, ["ip1": 4])
    _ = try quantize(&model, ["ip1": 2])
    #expect(Set(try model.bits("ip1.weight")).count <= 4)
    try expectRoundTrip(model)
  }

  @Test func theSeedDecidesARandomStart() throws {
    func bits(_ seed: UInt64) throws -> [UInt32] {
      var model = CompressedModel(try TestModels.layer(30, 10))
      _ = try quantize(&model, ["ip": 3], .random, seed: seed)
      return try model.bits("ip.weight")
    }
    #expect(try bits(1) == bits(1))
    #expect(try Set((1...5 as ClosedRange<UInt64>).map { try bits($0) }).count > 1)
  }

  @Test func whatCannotBeDoneChangesNothing() throws {
    var model = CompressedModel(try TestModels.small())
    let before = model
    for bits in [0, 17, -1, .max, .min] {
      let error = #expect(throws: CompressionError.self) {
        _ = try quantize(&model, ["ip1": 2, "ip2": bits])
      }
      #expect(error?.place == "ip2")
      expectIdentical(model, before, "\(bits) bits")
    }
    var broken = try TestModels.small()
    try broken.setParameter("ip2.bias", Tensor(zeros: .vector(3)).adding(.infinity, at: 0))
    var brokenModel = CompressedModel(broken)
    #expect(throws: CompressionError.self) { _ = try quantize(&brokenModel, ["ip1": 2]) }
    #expect(brokenModel.codebooks.isEmpty)
  }

  @Test func weightsOfAnyFiniteSize() throws {
    var random = RandomSource(seed: 9)
    for _ in 0..<50 {
      let weights = (0..<40).map { _ in
        let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
        return value.isFinite ? value : 1
      }
      for start in CentroidInitialization.allCases {
        var model = CompressedModel(try TestModels.layer(8, 5, weights: weights))
        _ = try model.quantize(bits: ["ip": 3], initialization: start, random: &random)
        #expect(model.violations.isEmpty)
        try expectRoundTrip(model)
      }
    }
  }

  /// However far it has come: then nothing has changed.
  @Test func itCanBeStopped() throws {
    let before = CompressedModel(try TestModels.layer(1500, 1500))
    var total = 0
    for limit in [0, 1, 3, 6, 9, 12] {
      var model = before
      var random = RandomSource(seed: 1)
      var asked = 0
      let error = #expect(throws: CompressionError.self, "\(limit)") {
        try model.quantize(
          bits: ["ip": 4], initialization: .linear, iterations: .max, random: &random
        ) {
          asked += 1
          return asked > limit
        }
      }
      #expect(error == .cancelled && model.codebooks.isEmpty)
      #expect(asked == limit + 1)
      total += asked
    }
    #expect(total == 37)
  }
}
