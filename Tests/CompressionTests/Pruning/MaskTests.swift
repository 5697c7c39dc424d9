import Compression
import Tensors
import Testing
import Training

@Suite struct MaskTests {
  private func mask(_ count: Int, every step: Int) -> Mask {
    var kept = Bitmap(count: count, filled: false)
    for index in stride(from: 0, to: count, by: step) { kept[index] = true }
    return Mask(kept: kept)
  }

  @Test func counts() {
    let mask = mask(100, every: 4)
    #expect(mask.count == 100 && mask.keptCount == 25 && mask.density == 0.25)
    #expect(Mask(kept: Bitmap(count: 0, filled: true)).density == 0)
    #expect(mask.isElementwise)
  }

  @Test func weightsAndGradientsArePutToZeroInPieces() {
    let mask = mask(300, every: 3)
    for change in [mask.project, mask.pullBack] {
      for offset in [0, 64, 128, 256] {
        var values = (0..<min(100, 300 - offset)).map { Float($0) - 50 }
        values[1] = .nan
        let before = values
        values.withUnsafeMutableBufferPointer { change($0, offset) }
        for index in values.indices {
          let expected = (offset + index) % 3 == 0 ? before[index].bitPattern : 0
          #expect(values[index].bitPattern == expected)
        }
      }
    }
  }

  /// Training with every optimizer, with momentum and decay, over many steps.
  @Test(arguments: ["sgd", "adam"]) func prunedWeightsStayZeroInTraining(optimizer: String) throws {
    var model = CompressedModel(try TestModels.layer(300, 60))
    _ = try model.prune(keep: ["ip": 0.1])
    let job = TrainingJob(
      model: model.model, training: TestExamples(count: 200, inputs: 300, classes: 60),
      validation: TestExamples(count: 50, inputs: 300, classes: 60),
      constraints: model.constraints,
      options: TrainingOptions(
        epochs: 5, batch: 20, optimizer: optimizer, learningRate: 0.01, weightDecay: 0.01,
        threads: 2))
    let trained = try #require(try job.run().model)
    let mask = try #require(model.masks["ip.weight"])
    let (old, new) = (try model.bits("ip.weight"), try trained.parameter("ip.weight").values)
    #expect(new.indices.allSatisfy { mask.kept[$0] || new[$0].bitPattern == 0 })
    #expect(new.indices.count { new[$0].bitPattern != old[$0] } > mask.keptCount * 9 / 10)
    try model.adopt(trained)
    #expect(model.violations.isEmpty)
  }
}
