import Networks
import Synchronization
import Tensors
import Testing
import Training

@Suite struct TrainerTests {
  private func job(
    epochs: Int = 3, count: Int = 300, seed: UInt64 = 1, graph: Graph? = nil,
    change: (inout TrainingOptions) -> Void = { _ in }
  ) throws -> TrainingJob {
    var options = TrainingOptions(epochs: epochs, learningRate: 0.05, seed: seed)
    change(&options)
    return TrainingJob(
      model: Model(try graph ?? TestGraphs.hidden(), seed: 5),
      training: TestExamples.clouds(count), validation: TestExamples.clouds(200, seed: 2),
      options: options)
  }

  @Test func learns() throws {
    let (model, report) = try job(epochs: 8).run()
    let best = try #require(report.best)
    #expect(best.validation.error < 0.05)
    #expect(report.epochs.count == 8)
    #expect(report.epochs.map(\.epoch) == Array(1...8))
    #expect(report.epochs[7].trainingLoss < report.epochs[0].trainingLoss)
    #expect(report.shards == 2)
    #expect(model.name == "test")
  }

  @Test(arguments: ["sgd", "adam"]) func theBitsDoNotDependOnThreads(optimizer: String) throws {
    let constraints: [[String: [any ParameterConstraint]]] = [
      [:], ["ip1.weight": [EveryThirdIsZero()]], ["ip1.weight": [EqualByRest(modulus: 9)]],
      ["ip1.weight": [EveryThirdIsZero(), EqualByRest(modulus: 9)], "ip2.weight": []],
    ]
    for (number, own) in constraints.enumerated() {
      var results: [([UInt32], [EpochReport.Bits])] = []
      for threads in [1, 2, 4, 1] {
        var job = try job(count: 301) { options in
          options.optimizer = optimizer
          options.batch = 150
          options.weightDecay = 0.001
          options.threads = threads
        }
        job.constraints = own
        let (model, report) = try job.run()
        results.append((model.bits, report.epochs.map(\.bits)))
      }
      for result in results.dropFirst() {
        #expect(result.0 == results[0].0, "weights, constraints \(number)")
        #expect(result.1 == results[0].1, "reports, constraints \(number)")
      }
    }
  }

  @Test func theSeedDecides() throws {
    let first = try job(seed: 1).run().model.bits
    #expect(try job(seed: 1).run().model.bits == first)
    #expect(try job(seed: 2).run().model.bits != first)
  }

  @Test func theBestEpochIsKept() throws {
    var keptEarlier = 0
    for seed: UInt64 in 1...6 {
      // Hard examples and a high rate: validation goes up and down.
      let job = TrainingJob(
        model: Model(try TestGraphs.hidden(), seed: seed),
        training: TestExamples.clouds(80, noise: 3),
        validation: TestExamples.clouds(150, noise: 3, seed: 2),
        options: TrainingOptions(epochs: 6, batch: 16, learningRate: 0.2, seed: seed))
      let (model, report) = try job.run()
      let order = report.epochs.sorted {
        ($0.validation.correct, -$0.validation.loss, -$0.epoch)
          > ($1.validation.correct, -$1.validation.loss, -$1.epoch)
      }
      #expect(report.bestEpoch == order[0].epoch)
      #expect(report.best == order[0])
      if report.bestEpoch < 6 { keptEarlier += 1 }
      let again = try Evaluator(job.model.graph, threads: 1).evaluate(model, on: job.validation)
      #expect(again == report.best?.validation)
    }
    #expect(keptEarlier > 0, "the last epoch was always the best: this shows nothing")
  }

  @Test func theJobsModelStaysAsItWas() throws {
    let job = try job()
    let before = job.model.bits
    _ = try job.run()
    #expect(job.model.bits == before)
  }

  @Test(arguments: ["sgd", "adam"]) func prunedWeightsStayPositiveZero(optimizer: String) throws {
    for (momentum, decay) in [(0, 0), (0.9, 0.01)] as [(Float, Double)] {
      var job = try job(epochs: 4) { options in
        options.optimizer = optimizer
        options.settings.momentum = momentum
        options.weightDecay = decay
      }
      job.constraints = [
        "ip1.weight": [EveryThirdIsZero()], "ip2.weight": [EveryThirdIsZero()],
      ]
      let model = try job.run().model
      for name in ["ip1.weight", "ip2.weight"] {
        for (index, value) in try model.parameter(name).values.enumerated() {
          if index % 3 == 0 {
            #expect(value.bitPattern == 0)
          } else {
            #expect(value != 0)
          }
        }
      }
    }
  }

  @Test func aHugeRateDiverges() throws {
    for optimizer in ["sgd", "adam"] {
      let job = try job { options in
        options.optimizer = optimizer
        options.learningRate = 1e30
      }
      let error = #expect(throws: TrainingError.self) { try job.run() }
      guard case .diverged(epoch: 1, let step)? = error else {
        Issue.record("\(optimizer): \(String(describing: error))")
        continue
      }
      #expect((1...5).contains(step))
    }
  }

  /// A rectifier makes 0 of NaN: with one at the end the loss stays a number whatever the weights.
  @Test func theLossAloneDoesNotTellOfDivergence() throws {
    var graph = Graph(inputShape: .vector(12))
    try graph.add("ip", Dense(inputs: 12, outputs: 4))
    try graph.add("relu", ReLU())
    // As a float32 the rate is infinite, and so are the weights after a step; the signs of the
    // examples make their sums NaN.
    let job = try job(graph: graph) { $0.learningRate = 1e39 }
    let error = #expect(throws: TrainingError.self) { try job.run() }
    guard case .diverged(epoch: 1, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [Float.nan, .infinity]) func aModelWithSuchValuesIsRefused(value: Float) throws {
    var job = try job()
    var weights = try job.model.parameter("ip1.weight")
    weights.withUnsafeMutableBufferPointer { $0[7] = value }
    try job.model.setParameter("ip1.weight", weights)
    #expect(
      throws: TrainingError.invalid("ip1.weight: 1 of 240 values are NaN or infinite")
    ) { try job.run() }
  }

  @Test func canBeCancelledAtEveryMoment() throws {
    for moment in [0, 1, 4, 5, 6, 11] {
      let asked = Counter()
      let job = try job { $0.threads = moment % 2 + 1 }
      #expect(throws: TrainingError.cancelled) {
        try job.run(isCancelled: { asked.next() >= moment })
      }
    }
  }

  private final class Counter: Sendable {
    private let value = Mutex(0)
    func next() -> Int {
      value.withLock { value in
        defer { value += 1 }
        return value
      }
    }
  }

  @Test func progressGoesForward() throws {
    var seen: [TrainingProgress] = []
    _ = try job(epochs: 4).run(progress: { seen.append($0) })
    #expect(seen.compactMap { $0.finishedEpoch?.epoch } == [1, 2, 3, 4])
    #expect(seen.allSatisfy { (0...1).contains($0.fraction) && $0.epochs == 4 })
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.fraction <= $1.fraction })
    #expect(seen.last?.fraction == 1)
    #expect(seen.allSatisfy { $0.loss.isFinite && $0.imagesPerSecond > 0 })
  }

  @Test func minibatchesMayBeLargerThanTheData() throws {
    let whole = try job(count: 20) { $0.batch = 20 }.run().model.bits
    for batch in [21, 1 << 20, .max] {
      #expect(try job(count: 20) { $0.batch = batch }.run().model.bits == whole)
    }
    _ = try job(epochs: 1, count: 1) { $0.batch = 1 }.run()
  }

  @Test func aGraphWithoutParametersTrainsNothing() throws {
    var job = try job(graph: Graph(inputShape: .vector(4)))
    job.training = TestExamples.clouds(10, shape: .vector(4))
    job.validation = TestExamples.clouds(10, shape: .vector(4))
    let (model, report) = try job.run()
    #expect(model.parameters.isEmpty)
    #expect(report.bestEpoch == 1)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    var bad: [TrainingJob] = []
    for examples in [
      TestExamples.clouds(0), TestExamples.clouds(9, shape: .vector(13)),
      TestExamples.clouds(9, classes: 5),
    ] {
      bad.append(try job())
      bad[bad.count - 1].training = examples
      bad.append(try job())
      bad[bad.count - 1].validation = examples
    }
    for epochs in [0, -1, .min] { bad.append(try job(epochs: epochs)) }
    for batch in [0, -1, .min] { bad.append(try job { $0.batch = batch }) }
    bad.append(try job { $0.optimizer = "newton" })
    bad.append(try job())
    bad[bad.count - 1].constraints = ["ip9.weight": [EveryThirdIsZero()]]
    for (number, job) in bad.enumerated() {
      let error = #expect(throws: TrainingError.self) { try job.run() }
      guard case .invalid? = error else {
        Issue.record("job \(number): \(String(describing: error))")
        continue
      }
    }
    #expect(
      throws: TrainingError.invalid("there is no optimizer `newton`, only sgd, adam")
    ) { try job { $0.optimizer = "newton" }.run() }
  }
}

extension EpochReport {
  /// What does not depend on the clock.
  struct Bits: Equatable {
    let epoch: Int
    let loss: UInt64
    let validation: EvaluationReport
  }

  var bits: Bits {
    Bits(epoch: epoch, loss: trainingLoss.bitPattern, validation: validation)
  }
}
