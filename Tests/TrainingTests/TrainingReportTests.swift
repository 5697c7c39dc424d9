import Networks
import Testing
import Training

@Suite struct TrainingReportTests {
  private func report(_ change: (inout TrainingOptions) -> Void = { _ in }) throws -> TrainingReport
  {
    var options = TrainingOptions(epochs: 3, batch: 100, learningRate: 0.05)
    change(&options)
    return try TrainingJob(
      model: Model(try TestGraphs.hidden(), seed: 1), training: TestExamples.clouds(200),
      validation: TestExamples.clouds(50, seed: 2), options: options
    ).finish().report
  }

  @Test func theBestEpochIsOneOfThem() throws {
    let report = try report()
    #expect(report.epochs.map(\.epoch) == [1, 2, 3])
    #expect(report.best == report.epochs[report.bestEpoch - 1])
    #expect(!report.stoppedEarly)
    #expect(report.epochs.allSatisfy { $0.validation.count == 50 })
  }

  @Test func countsShardsOfAFullMinibatch() throws {
    for (batch, shards) in [
      (1, 1), (2, 1), (4, 2), (64, 2), (65, 3), (100, 4), (200, 7), (1000, 7),
    ] {
      #expect(try report { $0.batch = batch }.shards == shards, "\(batch)")
    }
  }

  @Test func speedsAndTimesAreNumbers() throws {
    let report = try report()
    #expect(report.seconds > 0 && report.seconds.isFinite)
    #expect(report.imagesPerSecond > 0 && report.imagesPerSecond.isFinite)
    #expect(report.epochs.allSatisfy { $0.imagesPerSecond > 0 && $0.imagesPerSecond.isFinite })
    #expect(report.epochs.allSatisfy { $0.trainingLoss > 0 && $0.trainingLoss.isFinite })
  }
}
