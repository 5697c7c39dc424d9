import DeepCompression
import Language
import Testing

@Suite struct RecalibrateTests {
  private var rig: Rig

  init() throws {
    rig = try Rig.furnished()
    rig.session.workspace.compressed = try Rig.normalisedModel()
  }

  /// Held against the statistics of all training images at once.
  @Test mutating func statisticsAreThoseOfTheTrainingImages() throws {
    let record = try rig.record("recalibrate")
    // 400 images in minibatches of 64, each image once at most.
    #expect(record["batches"] == 6)
    #expect(record["layers"] == ["bn1"])
    let data = try #require(rig.session.workspace.dataset).train
    let input = Tensor(shape: try Shape([data.count, 1, 28, 28])) { values in
      guard let base = values.baseAddress else { return }
      data.gather(0..<data.count, into: base)
    }
    let model = try rig.model().model
    let expected = try ReferenceExecutor(model.graph).batchStatistics(
      input, parameters: model.parameters, mode: .inference)
    let (mean, variance) = try (
      #require(expected["bn1.mean"]), #require(expected["bn1.variance"])
    )
    for channel in 0..<16 {
      let spread = variance[channel]
      let own = try (
        model.parameter("bn1.mean")[channel], model.parameter("bn1.variance")[channel]
      )
      #expect(abs(own.0 - mean[channel]) < 0.15 * spread.squareRoot())
      #expect(abs(own.1 - spread) < 0.15 * spread)
    }
  }

  @Test mutating func nothingElseChanges() throws {
    try rig.ok("prune --keep 30%; quantize --bits 3")
    let before = try rig.model()
    try rig.ok("recalibrate --batches 3")
    let after = try rig.model()
    #expect(after.masks == before.masks)
    #expect(after.codebooks == before.codebooks)
    for (name, values) in before.model.parameters where !name.hasPrefix("bn1.") {
      #expect(try after.model.parameter(name).isBitIdentical(to: values))
    }
  }

  @Test mutating func oneNumberIsDrawn() throws {
    var random = rig.session.workspace.random
    _ = random.next()
    try rig.ok("recalibrate --batches 1")
    #expect(rig.session.workspace.random == random)
  }

  @Test mutating func modelWithoutNormalisationIsRefused() throws {
    rig.session.workspace.compressed = try Rig.smallModel()
    #expect(
      try rig.failure("recalibrate").message
        == "there is nothing to recalibrate: small has no batch normalisation")
  }

  @Test mutating func modelAndDataAreNeeded() throws {
    rig.session.workspace.dataset = nil
    #expect(try rig.failure("recalibrate").message == "there is no data yet")
    rig.session.workspace.compressed = nil
    #expect(try rig.failure("recalibrate").message == "there is no model yet")
    #expect(try rig.failure("recalibrate --batches 0").kind == .usage)
  }
}
