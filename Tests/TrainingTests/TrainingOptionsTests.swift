import Networks
import Testing
import Training

@Suite struct TrainingOptionsTests {
  @Test func theDefaults() {
    let options = TrainingOptions()
    #expect(options.epochs == 1 && options.batch == 64 && options.threads == 1)
    #expect(options.optimizer == SGD.name && options.learningRate == nil)
    #expect(options.schedule == .constant && options.weightDecay == 0 && options.seed == 0)
  }

  @Test func withoutARateTheOptimizersOwnIsTaken() throws {
    for type in Optimizers.all {
      let bits = try [nil, type.defaultLearningRate].map { rate in
        let options = TrainingOptions(optimizer: type.name, learningRate: rate)
        return try TrainingJob(
          model: Model(try TestGraphs.hidden(), seed: 1), training: TestExamples.clouds(80),
          validation: TestExamples.clouds(10), options: options
        ).run().model.bits
      }
      #expect(bits[0] == bits[1])
    }
  }
}
