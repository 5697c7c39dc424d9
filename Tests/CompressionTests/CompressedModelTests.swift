import Compression
import Networks
import OrderedCollections
import Tensors
import Testing
import Training

@Suite struct CompressedModelTests {
  @Test func aFreshModelIsWhole() throws {
    let model = CompressedModel(try TestModels.small())
    #expect(model.masks.isEmpty && model.codebooks.isEmpty && model.constraints.isEmpty)
    #expect(model.keptCount == 45 && model.weightCount == 45)
    #expect(model.violations.isEmpty)
  }

  private func mask(_ count: Int, keeping positions: Int...) -> Mask {
    var kept = Bitmap(count: count, filled: false)
    for position in positions { kept[position] = true }
    return Mask(kept: kept)
  }

  @Test func valuesArePutOnMasksAndCodebooks() throws {
    let base = try TestModels.layer(2, 2, weights: [1, -2, .nan, 4])
    let masked = try CompressedModel(
      base, masks: ["ip.weight": mask(4, keeping: 1, 3)], codebooks: [:])
    #expect(
      try masked.bits("ip.weight") == [0, (-2 as Float).bitPattern, 0, (4 as Float).bitPattern])
    #expect(masked.keptCount == 2)
    let codebook = try Codebook(centroids: [0, 9], codes: [0, 1, 0, 1], pinsZero: true, bits: 1)
    let shared = try CompressedModel(
      base, masks: masked.masks, codebooks: ["ip.weight": codebook])
    #expect(try shared.model.parameter("ip.weight").values == [0, 9, 0, 9])
    #expect(shared.constraints["ip.weight"]?.count == 2)
    #expect(shared.violations.isEmpty)
  }

  @Test func whatDoesNotBelongIsRefused() throws {
    let base = try TestModels.layer(2, 2)
    let four = mask(4, keeping: 1, 3)
    for name in ["ip.bias", "ip", "ip9.weight"] {
      let error = #expect(throws: CompressionError.self) {
        try CompressedModel(base, masks: [name: four], codebooks: [:])
      }
      #expect(error?.place == name)
    }
    #expect(throws: CompressionError("a mask of 3 does not fit 4 weights", at: "ip")) {
      try CompressedModel(base, masks: ["ip.weight": mask(3)], codebooks: [:])
    }
    func refused(_ masks: OrderedDictionary<String, Mask>, _ codebook: Codebook) {
      let error = #expect(throws: CompressionError.self) {
        try CompressedModel(base, masks: masks, codebooks: ["ip.weight": codebook])
      }
      #expect(error?.place == "ip")
    }
    // A codebook of another size; one that pins 0 where nothing is pruned; one that does not where
    // weights are; codes that contradict the mask either way.
    refused([:], try Codebook(centroids: [1], codes: [0, 0, 0], pinsZero: false, bits: 1))
    refused([:], try Codebook(centroids: [0, 1], codes: [0, 1, 0, 1], pinsZero: true, bits: 1))
    refused(
      ["ip.weight": four],
      try Codebook(centroids: [0, 1], codes: [0, 1, 0, 1], pinsZero: false, bits: 1))
    refused(
      ["ip.weight": four],
      try Codebook(centroids: [0, 1], codes: [1, 1, 0, 1], pinsZero: true, bits: 1))
    refused(
      ["ip.weight": four],
      try Codebook(centroids: [0, 1], codes: [0, 1, 0, 0], pinsZero: true, bits: 1))
  }

  @Test func onlyValuesOnTheConstraintsAreAdopted() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip1": 0.5])
    _ = try model.quantize(bits: ["ip2": 2], initialization: .linear, random: &random)
    let before = model
    let wild = try model.model.disturbed(&random)
    #expect(throws: CompressionError.self) { try model.adopt(wild) }
    expectIdentical(model, before, "after a refusal")
    // Minus zero is not the zero of a pruned weight.
    var negative = model.model
    let position = try #require((0..<30).first { model.masks["ip1.weight"]?.kept[$0] == false })
    var weights = try negative.parameter("ip1.weight")
    weights.withUnsafeMutableBufferPointer { $0[position] = -0.0 }
    try negative.setParameter("ip1.weight", weights)
    #expect(
      throws: CompressionError("the trained values do not respect it", at: "ip1.weight")
    ) { try model.adopt(negative) }
    for other in [try TestModels.branched(), try TestModels.layer(3, 3)] {
      #expect(throws: CompressionError.self) { try model.adopt(other) }
    }
    // The same names, other shapes.
    var graph = Graph(inputShape: try Shape([2, 3]))
    try graph.add("flat", Flatten())
    try graph.add("ip1", Dense(inputs: 6, outputs: 4))
    try graph.add("ip2", Dense(inputs: 4, outputs: 3))
    let smaller = Model(name: "small", graph: graph, drawnFrom: &random)
    #expect(throws: CompressionError.self) { try model.adopt(smaller) }

    let trained = try model.retrained(&random)
    try model.adopt(trained)
    #expect(try model.model.parameter("ip1.bias").isBitIdentical(to: trained.parameter("ip1.bias")))
    let codebook = try #require(model.codebooks["ip2.weight"])
    #expect(codebook.codes == before.codebooks["ip2.weight"]?.codes)
    #expect(codebook.centroids != before.codebooks["ip2.weight"]?.centroids)
  }

  @Test func masksAndCodebooksAreInTheOrderOfTheGraph() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.small())
    for layer in ["ip2", "ip1"] {
      _ = try model.prune(keep: [layer: 0.5])
      _ = try model.quantize(bits: [layer: 2], initialization: .linear, random: &random)
    }
    #expect(Array(model.masks.keys) == ["ip1.weight", "ip2.weight"])
    #expect(Array(model.codebooks.keys) == ["ip1.weight", "ip2.weight"])
  }

  /// Any sequence of pruning, sharing and training leaves every law intact.
  @Test(arguments: 0..<40 as Range<UInt64>) func lawsHoldAfterAnySequence(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let base = try seed % 2 == 0 ? TestModels.small(seed: seed) : TestModels.branched(seed: seed)
    var model = CompressedModel(base)
    for _ in 0..<10 {
      let before = model
      switch random.below(3) {
      case 0:
        var keep: [String: Double] = [:]
        for layer in model.model.weightedLayers where random.below(2) == 0 {
          keep[layer.name] = [0, 1, Double(random.uniform())][random.below(3)]
        }
        _ = try model.prune(keep: keep)
      case 1:
        var bits: [String: Int] = [:]
        for layer in model.model.weightedLayers where random.below(2) == 0 {
          bits[layer.name] = 1 + random.below(4)
        }
        let start = CentroidInitialization.allCases[random.below(3)]
        _ = try model.quantize(
          bits: bits, initialization: start, iterations: 1 + random.below(20), random: &random)
      default: try model.adopt(try model.retrained(&random))
      }
      try expectLaws(model, after: before)
      try expectRoundTrip(model)
    }
  }

  private func expectLaws(_ model: CompressedModel, after before: CompressedModel) throws {
    #expect(model.violations.isEmpty)
    for layer in model.model.weightedLayers {
      let values = try model.model.parameter(layer.parameter).values
      let mask = model.masks[layer.parameter]
      if let mask {
        for index in values.indices where !mask.kept[index] {
          #expect(values[index].bitPattern == 0)
        }
      }
      // What was pruned stays pruned, what is shared stays shared.
      if let old = before.masks[layer.parameter] {
        #expect(mask?.kept.positions.allSatisfy { old.kept[Int($0)] } == true)
      }
      let codebook = model.codebooks[layer.parameter]
      if before.codebooks[layer.parameter] != nil { #expect(codebook != nil) }
      if let codebook {
        #expect(Set(values.map(\.bitPattern)).count <= 1 << codebook.bits)
        #expect(codebook.centroids.count <= 1 << codebook.bits)
        #expect(codebook.pinsZero == (mask != nil))
      }
    }
  }
}
