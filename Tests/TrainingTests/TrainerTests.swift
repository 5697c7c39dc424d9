import Networks
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
    let (model, report) = try job(epochs: 8).finish()
    let best = try #require(report.best)
    #expect(best.validation.error < 0.05)
    #expect(report.epochs.count == 8)
    #expect(report.epochs.map(\.epoch) == Array(1...8))
    #expect(report.epochs[7].trainingLoss < report.epochs[0].trainingLoss)
    #expect(report.shards == 2)
    #expect(model.name == "test")
  }

  @Test(arguments: ["sgd", "adam", "adamw"]) func theBitsDoNotDependOnThreads(optimizer: String)
    throws
  {
    let constraints: [[String: [any ParameterConstraint]]] = [
      [:], ["ip1.weight": [EveryThirdIsZero()]], ["ip1.weight": [EqualByRest(modulus: 9)]],
      ["ip1.weight": [EveryThirdIsZero(), EqualByRest(modulus: 9)], "ip2.weight": []],
    ]
    for (number, own) in constraints.enumerated() {
      var results: [TrainingBits] = []
      for threads in [1, 2, 4, 1] {
        var job = try job(count: 301) { options in
          options.optimizer = optimizer
          options.batch = 150
          options.weightDecay = 0.001
          options.threads = threads
        }
        job.constraints = own
        results.append(TrainingBits(try job.finish()))
      }
      for result in results.dropFirst() {
        #expect(result == results[0], "constraints \(number)")
      }
    }
  }

  @Test func theSeedDecides() throws {
    let first = try job(seed: 1).finish().model.bits
    #expect(try job(seed: 1).finish().model.bits == first)
    #expect(try job(seed: 2).finish().model.bits != first)
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
      let (model, report) = try job.finish()
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
    _ = try job.finish()
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
      let model = try job.finish().model
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

  private func divergence(
    _ job: TrainingJob
  ) throws -> (place: Divergence, checkpoint: TrainingCheckpoint)? {
    guard case .diverged(let place, let checkpoint) = try job.run() else { return nil }
    return (place, checkpoint)
  }

  @Test(arguments: ["sgd", "adam", "adamw"]) func aHugeRateDiverges(optimizer: String) throws {
    let job = try job { options in
      options.optimizer = optimizer
      options.learningRate = 1e30
    }
    let (place, checkpoint) = try #require(try divergence(job))
    #expect(place.epoch == 1 && (1...5).contains(place.step))
    #expect(["ip1", "relu1", "ip2"].contains(place.layer ?? "") || place.step == 5, "\(place)")
    #expect(checkpoint.epochs.isEmpty && checkpoint.best == nil)
    for threads in [2, 4] {
      #expect(try divergence(job.with(threads: threads))?.place == place)
    }
  }

  /// One infinite pixel: the layer that sees it first is named, and the step that has it.
  @Test func dataThatIsNoNumberIsFound() throws {
    for value in [Float.infinity, -.infinity, .nan] {
      var job = try job(epochs: 1, count: 128, graph: TestGraphs.linear(12, 4))
      var examples = TestExamples.clouds(128)
      for index in 0..<12 { examples.values[12 * 77 + index] = value }
      job.training = examples
      let (place, _) = try #require(try divergence(job))
      var order = (0..<128).map { $0 }
      var random = RandomSource(seed: 1)
      random.shuffle(&order)
      let position = try #require(order.firstIndex(of: 77))
      #expect(place == Divergence(epoch: 1, step: position / 64 + 1, layer: "ip"))
    }
  }

  /// Normalisation spreads what is no number over the shard.
  @Test func theFirstLayerIsNamed() throws {
    var job = try job(epochs: 1, count: 64, graph: TestGraphs.normalised())
    var examples = TestExamples.clouds(64)
    examples.values[12 * 5] = .nan
    job.training = examples
    let (place, _) = try #require(try divergence(job))
    #expect(place.epoch == 1 && place.step == 1)
    // Where a rectifier makes 0 of NaN, the weights tell after the step.
    let layer = try #require(place.layer)
    #expect(["ip1", "bn1", "ip1.weight"].contains(layer), "\(layer)")
  }

  private struct Tripling: ParameterConstraint {
    var isElementwise: Bool { true }
    func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int) {
      for index in weights.indices { weights[index] *= 3 }
    }
    func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int) {}
  }

  /// Weights that grow with every step run away after some epochs.
  @Test func theEpochsBeforeADivergenceAreKept() throws {
    var job = try job(epochs: 40)
    job.constraints = ["ip1.weight": [Tripling()], "ip2.weight": [Tripling()]]
    let (place, checkpoint) = try #require(try divergence(job))
    #expect(place.epoch > 1)
    #expect(checkpoint.epochs.map(\.epoch) == Array(1..<place.epoch))
    let best = try #require(checkpoint.best)
    #expect(checkpoint.epochs.contains(best.report))
    try best.model.requireFinite()
    let again = try Evaluator(job.model.graph, threads: 1).evaluate(best.model, on: job.validation)
    #expect(again == best.report.validation)
  }

  /// A rectifier makes 0 of NaN: with one at the end the loss stays a number whatever the weights.
  @Test func theLossAloneDoesNotTellOfDivergence() throws {
    var graph = Graph(inputShape: .vector(12))
    try graph.add("ip", Dense(inputs: 12, outputs: 4))
    try graph.add("relu", ReLU())
    // Weights are nearly infinite after a step; the signs of the examples make their sums NaN.
    let job = try job(graph: graph) { $0.learningRate = 3e38 }
    let (place, _) = try #require(try divergence(job))
    #expect(place.epoch == 1 && (1...5).contains(place.step))
    #expect(place.layer != nil)
  }

  @Test func noBetterEpochForSoLongEndsTheTraining() throws {
    for patience in 1...3 {
      let job = try job(epochs: 60, count: 80) { options in
        options.learningRate = 0.3
        options.batch = 16
        options.patience = patience
      }
      let (_, report) = try job.finish()
      #expect(report.stoppedEarly)
      #expect(report.epochs.count == report.bestEpoch + patience)
      var all = job
      all.options.patience = nil
      all.options.epochs = report.epochs.count
      let (_, same) = try all.finish()
      #expect(same.epochs.map(\.bits) == report.epochs.map(\.bits))
      #expect(!same.stoppedEarly)
    }
  }

  @Test func frozenParametersKeepTheirBits() throws {
    let shape = try TestGraphs.residual().inputShape
    let names = Model(try TestGraphs.residual(), seed: 5).parameters.keys
    let sets: [Set<String>] = [
      ["conv1.weight"], ["bn1.mean", "bn1.variance"], ["bn2.scale", "ip.bias"],
      Set(names.filter { $0.hasPrefix("bn1") || $0.hasPrefix("conv1") }),
      Set(names.filter { $0.hasPrefix("bn") }), Set(names.filter { $0 != "ip.weight" }),
    ]
    for frozen in sets {
      for optimizer in ["sgd", "adamw"] {
        var job = try job(epochs: 2, graph: TestGraphs.residual()) { options in
          options.frozen = frozen
          options.optimizer = optimizer
          options.weightDecay = 0.1
          options.clipping = GradientClipping(maximumNorm: 1)
          options.threads = 2
        }
        job.training = TestExamples.clouds(100, shape: shape)
        job.validation = TestExamples.clouds(50, shape: shape, seed: 2)
        let trained = try job.finish().model
        for (name, before) in job.model.parameters {
          let after = try trained.parameter(name)
          #expect(
            after.isBitIdentical(to: before) == frozen.contains(name),
            "\(name), frozen \(frozen.sorted())")
        }
      }
    }
  }

  /// What is frozen is used as it is: its statistics, not those of the minibatch.
  @Test func trainingAroundFrozenLayersAgreesWithPlainLoops() throws {
    let shape = try TestGraphs.residual().inputShape
    var model = Model(try TestGraphs.residual(), seed: 5)
    var random = RandomSource(seed: 9)
    for name in ["bn1", "bn2"] {
      for (part, from, to) in [("mean", -0.3, 0.3), ("variance", 0.5, 2)]
        as [(String, Float, Float)]
      {
        let drawn = Tensor(shape: .vector(4)) { values in
          for index in values.indices { values[index] = from + (to - from) * random.uniform() }
        }
        try model.setParameter("\(name).\(part)", drawn)
      }
    }
    for layers in [["bn1"], ["bn2"], ["conv1", "bn1"], ["bn1", "bn2", "conv2"]] {
      var job = try job(epochs: 2)
      job.model = model
      job.training = TestExamples.clouds(100, shape: shape)
      job.validation = TestExamples.clouds(50, shape: shape, seed: 2)
      job.options.frozen = Set(
        model.parameters.keys.filter { name in layers.contains { name.hasPrefix("\($0).") } })
      try expectAgreement(job, "frozen \(layers)")
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

  @Test func progressGoesForward() throws {
    var seen: [TrainingProgress] = []
    _ = try job(epochs: 4).finish(progress: { seen.append($0) })
    #expect(seen.compactMap { $0.finishedEpoch?.epoch } == [1, 2, 3, 4])
    #expect(seen.allSatisfy { (0...1).contains($0.fraction) && $0.epochs == 4 })
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.fraction <= $1.fraction })
    #expect(seen.last?.fraction == 1)
    #expect(seen.allSatisfy { $0.loss.isFinite && $0.imagesPerSecond > 0 })
  }

  @Test func minibatchesMayBeLargerThanTheData() throws {
    let whole = try job(count: 20) { $0.batch = 20 }.finish().model.bits
    for batch in [21, 1 << 20, .max] {
      #expect(try job(count: 20) { $0.batch = batch }.finish().model.bits == whole)
    }
    _ = try job(epochs: 1, count: 1) { $0.batch = 1 }.finish()
  }
}
