import Networks
import Synchronization
import Tensors
import Testing
import Training

@Suite struct TrainingCheckpointTests {
  /// Counts how often it is asked, and asks to stop from some moment on.
  final class Stop: Sendable {
    private let asked = Mutex(0)
    private let moment: Int

    init(after moment: Int) { self.moment = moment }

    var count: Int { asked.withLock { $0 } }

    func isWanted() -> Bool {
      asked.withLock { asked in
        asked += 1
        return asked > moment
      }
    }
  }

  /// Everything that a checkpoint has to remember: statistics, moments, random numbers, a plateau.
  private func job(_ change: (inout TrainingOptions) -> Void = { _ in }) throws -> TrainingJob {
    var options = TrainingOptions(
      epochs: 3, batch: 40, optimizer: "adam", learningRate: 0.01,
      schedule: Schedule(.plateau(patience: 1, factor: 0.5), warmup: 1), weightDecay: 0.01, seed: 4)
    options.mixup = Mixup(alpha: 0.4)
    options.clipping = GradientClipping(maximumNorm: 1)
    change(&options)
    return TrainingJob(
      model: Model(try TestGraphs.normalised(), seed: 6),
      training: TestExamples.clouds(100, noise: 2),
      validation: TestExamples.clouds(60, noise: 2, seed: 2),
      constraints: ["ip1.weight": [EveryThirdIsZero()]], options: options)
  }

  private func interrupted(
    _ job: TrainingJob, from checkpoint: TrainingCheckpoint? = nil, after moment: Int
  ) throws -> TrainingCheckpoint {
    let stop = Stop(after: moment)
    let outcome = try job.run(from: checkpoint, isCancelled: { stop.isWanted() })
    guard case .interrupted(let checkpoint) = outcome else {
      throw TrainingJob.UnexpectedEnd(outcome: "not interrupted after \(moment) questions")
    }
    return checkpoint
  }

  /// How often a training asks whether to stop.
  private func questions(_ job: TrainingJob) throws -> Int {
    let stop = Stop(after: .max)
    _ = try job.run(isCancelled: { stop.isWanted() })
    return stop.count
  }

  @Test func goingOnFromEveryMomentGivesTheSameBits() throws {
    let job = try job()
    let whole = TrainingBits(try job.finish())
    let moments = try questions(job)
    // 3 epochs of 3 steps of 2 shards of 3 layers there and back, at least: some are fused.
    #expect(moments > 3 * 3 * 2 * 2 * 3)
    var positions: Set<Int> = []
    var epochs: Set<Int> = []
    for moment in 0..<moments {
      let checkpoint = try interrupted(job, after: moment)
      positions.insert(checkpoint.position)
      epochs.insert(checkpoint.epochs.count)
      #expect(TrainingBits(try job.finish(from: checkpoint)) == whole, "after \(moment)")
    }
    // Between any two steps, and before an epoch's evaluation.
    #expect(positions == [0, 40, 80, 100])
    #expect(epochs == [0, 1, 2])
  }

  @Test(arguments: [1, 2, 4]) func threadsMayChangeAtAnInterruption(threads: Int) throws {
    let job = try job()
    let whole = TrainingBits(try job.finish())
    let moments = try questions(job)
    for moment in stride(from: threads, to: moments, by: 17) {
      let checkpoint = try interrupted(job.with(threads: threads), after: moment)
      for other in [1, 2, 4] {
        let bits = TrainingBits(try job.with(threads: other).finish(from: checkpoint))
        #expect(bits == whole, "after \(moment), from \(threads) to \(other) threads")
      }
    }
  }

  /// Put-off gradients and other optimizers are remembered too.
  @Test(arguments: ["sgd", "adam", "adamw"]) func everyOptimizerGoesOn(optimizer: String) throws {
    let shape = Shape.vector(511)
    let job = TrainingJob(
      model: Model(try TestGraphs.large(), seed: 6),
      training: TestExamples.clouds(80, shape: shape),
      validation: TestExamples.clouds(20, shape: shape, seed: 2),
      options: TrainingOptions(
        epochs: 2, batch: 40, optimizer: optimizer, learningRate: 0.01, schedule: .cosine,
        threads: 2))
    let whole = TrainingBits(try job.finish())
    for moment in [0, 13, 14, 29, 40] {
      let checkpoint = try interrupted(job, after: moment)
      #expect(TrainingBits(try job.finish(from: checkpoint)) == whole, "after \(moment)")
    }
  }

  @Test func manyInterruptionsInARowGiveTheSameBits() throws {
    let job = try job()
    let whole = TrainingBits(try job.finish())
    // A step asks at most 21 times: what is shorter never gets anywhere.
    for patience in [22, 23, 30, 41, 64] {
      var checkpoint: TrainingCheckpoint?
      var runs = 0
      var bits: TrainingBits?
      while bits == nil, runs < 100 {
        let stop = Stop(after: patience)
        let threads = [1, 2, 4][runs % 3]
        switch try job.with(threads: threads).run(
          from: checkpoint, isCancelled: { stop.isWanted() })
        {
        case .interrupted(let next): checkpoint = next
        case .finished(let model, let report): bits = TrainingBits((model, report))
        case .diverged(let place, _): throw TrainingJob.UnexpectedEnd(outcome: "\(place)")
        }
        runs += 1
      }
      #expect(bits == whole, "stopped after every \(patience) questions")
      #expect(runs > 2)
    }
  }

  @Test func nothingIsLostByStoppingAtOnce() throws {
    let job = try job()
    var checkpoint = try interrupted(job, after: 50)
    let (position, count) = (checkpoint.position, checkpoint.epochs.count)
    for _ in 0..<4 { checkpoint = try interrupted(job, from: checkpoint, after: 0) }
    #expect(checkpoint.position == position && checkpoint.epochs.count == count)
    #expect(TrainingBits(try job.finish(from: checkpoint)) == TrainingBits(try job.finish()))
  }

  @Test func holdsTheEpochsSoFar() throws {
    let job = try job()
    let (_, report) = try job.finish()
    let first = try interrupted(job, after: 10)
    #expect(first.epochs.isEmpty && first.best == nil && first.lastEpoch == nil)
    let moments = try questions(job)
    let last = try interrupted(job, after: moments - 1)
    #expect(last.epochs.map(\.bits) == report.epochs.prefix(2).map(\.bits))
    #expect(last.lastEpoch?.epoch == 2)
    let best = try #require(last.best)
    let again = try Evaluator(job.model.graph, threads: 1).evaluate(best.model, on: job.validation)
    #expect(again == best.report.validation)
    #expect(last.epochs.contains(best.report))
  }

  @Test func stoppingEarlySurvivesAnInterruption() throws {
    let job = try job { options in
      options.epochs = 30
      options.patience = 2
      options.learningRate = 0.1
    }
    let whole = TrainingBits(try job.finish())
    #expect(whole.stoppedEarly)
    let moments = try questions(job)
    for moment in stride(from: 3, to: moments, by: moments / 7) {
      let checkpoint = try interrupted(job, after: moment)
      #expect(TrainingBits(try job.finish(from: checkpoint)) == whole)
    }
  }

  /// What was interrupted goes on with the same network, examples and optimizer only.
  @Test func aCheckpointOfAnotherJobIsRefused() throws {
    let job = try job()
    let checkpoint = try interrupted(job, after: 50)
    var others = [job, job, job, job, job]
    others[0].training = TestExamples.clouds(99)
    others[1].options.optimizer = "sgd"
    // Larger, smaller, and without some of the parameters.
    others[2].model = Model(try TestGraphs.normalised(12, 30), seed: 1)
    others[3].model = Model(try TestGraphs.normalised(12, 10), seed: 1)
    others[4].model = Model(try TestGraphs.hidden(), seed: 1)
    for (number, other) in others.enumerated() {
      let error = #expect(throws: TrainingError.self, "job \(number)") {
        try other.run(from: checkpoint)
      }
      guard case .invalid(let text)? = error else {
        Issue.record("job \(number): \(String(describing: error))")
        continue
      }
      #expect(text.contains("interrupted"))
    }
  }
}
