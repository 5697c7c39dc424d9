import DeepCompression
import Language
import Testing

@Suite struct QuantizeTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test mutating func eachLayerGetsItsBits() throws {
    let layers = try rig.record("quantize --bits ip1=6,*=3").records("layers")
    #expect(layers.map { $0["name"] } == ["ip1", "ip2"])
    #expect(layers.map { $0["bits"] } == [6, 3])
    for (layer, most) in zip(layers, [64, 8]) {
      #expect(try (2...most).contains(layer.integer("clusters")))
    }
    #expect(try rig.model().violations.isEmpty)
  }

  /// The error is that of the weights as they are stored.
  @Test(arguments: ["linear", "density", "random"])
  func squaredErrorIsThatOfTheWeights(start: String) throws {
    var rig = try Rig.furnished()
    try rig.ok("prune --keep 30%")
    let before = try rig.model().model.parameter("ip1.weight")
    let layers = try rig.record("quantize --bits 4 --init \(start)").records("layers")
    let after = try rig.model().model.parameter("ip1.weight")
    var error = 0.0
    for index in 0..<before.count {
      let difference = Double(before[index]) - Double(after[index])
      error += difference * difference
    }
    let reported = try layers[0].number("sse")
    #expect(abs(reported - error) <= 1e-6 * error)
  }

  @Test mutating func prunedWeightsKeepTheirZero() throws {
    try rig.ok("prune --keep 30%; quantize --bits 2")
    let model = try rig.model()
    for layer in model.model.weightedLayers {
      let codebook = try #require(model.codebooks[layer.parameter])
      let mask = try #require(model.masks[layer.parameter])
      #expect(codebook.pinsZero)
      #expect(codebook.centroids.first?.bitPattern == 0)
      #expect(codebook.centroids.count <= 4)
      for index in 0..<mask.count { #expect(mask.kept[index] == (codebook.codes[index] != 0)) }
    }
  }

  @Test mutating func fewerIterationsLeaveALargerError() throws {
    let before = rig.session.workspace
    let few = try rig.record("quantize --bits 4 --iterations 1").records("layers")
    rig.session.workspace = before
    let many = try rig.record("quantize --bits 4").records("layers")
    #expect(try few[0].number("sse") > many[0].number("sse"))
  }

  /// The choice of a start must not change what later commands draw.
  @Test(arguments: ["linear", "density", "random"])
  func oneNumberIsDrawnWhateverTheStart(start: String) throws {
    var rig = try Rig.furnished()
    var random = rig.session.workspace.random
    _ = random.next()
    try rig.ok("quantize --init \(start)")
    #expect(rig.session.workspace.random == random)
  }

  @Test func randomStartFollowsTheSeed() throws {
    func state(seed: UInt64) throws -> CompressedModel {
      var rig = try Rig(seed: seed)
      rig.session.workspace.compressed = try Rig.smallModel()
      try rig.ok("quantize --bits 3 --init random")
      return try rig.model()
    }
    #expect(try state(seed: 3).codebooks == state(seed: 3).codebooks)
    #expect(try state(seed: 3).codebooks != state(seed: 4).codebooks)
  }

  @Test(arguments: [
    "--bits 0", "--bits 17", "--bits 2.5", "--bits ip1=0", "--iterations 0", "--init middle",
  ])
  func optionsOutOfRangeAreUsageErrors(options: String) throws {
    var rig = try Rig.furnished()
    #expect(try rig.failure("quantize \(options)").kind == .usage)
  }

  @Test mutating func layerOfWhichNothingIsLeftIsNoTrouble() throws {
    let layers = try rig.record("prune --keep ip2=0%; quantize").records("layers")
    #expect(layers[1]["clusters"] == 1)
    #expect(layers[1]["sse"] == 0.0)
  }

  @Test mutating func tableShowsEachLayer() throws {
    let text = try rig.ok("quantize --bits ip2=1").display.plainText()
    #expect(text.contains("layer  weights  bits  shared weights  rms change"))
    #expect(text.contains("ip2        160     1               2"))
  }
}
