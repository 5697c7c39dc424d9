import Networks
import Tensors
import Testing
import Training

/// The update is not public: a training beside one in plain loops.
@Suite struct ParameterUpdateTests {
  private func job(
    _ graph: Graph, _ optimizer: String, _ rate: Double, count: Int, shape: Shape = .vector(12)
  ) -> TrainingJob {
    TrainingJob(
      model: Model(graph, seed: 3),
      training: TestExamples.clouds(count, shape: shape),
      validation: TestExamples.clouds(10, shape: shape, seed: 2),
      options: TrainingOptions(
        batch: 40, optimizer: optimizer, learningRate: rate, schedule: .cosine,
        weightDecay: 0.01, seed: 8, threads: 2))
  }

  private static let optimizers = [("sgd", 0.05), ("adam", 0.01), ("adamw", 0.01)]

  @Test(arguments: optimizers)
  func agreesWithPlainLoops(optimizer: String, rate: Double) throws {
    let graph = try TestGraphs.hidden()
    // The last minibatch is smaller.
    var job = job(graph, optimizer, rate, count: 130)
    try expectAgreement(job, "\(optimizer) alone")
    job.constraints = ["ip1.weight": [EveryThirdIsZero()]]
    try expectAgreement(job, "\(optimizer), masked")
    job.constraints = ["ip1.weight": [EqualByRest(modulus: 7)], "ip2.weight": [EveryThirdIsZero()]]
    try expectAgreement(job, "\(optimizer), shared")
    // Zeros at the rests 0, 3 and 6 of 9 are shared by all weights that are masked.
    job.constraints = ["ip1.weight": [EveryThirdIsZero(), EqualByRest(modulus: 9)]]
    try expectAgreement(job, "\(optimizer), masked and shared")
  }

  @Test(arguments: optimizers) func agreesStepByStep(optimizer: String, rate: Double) throws {
    for steps in 1...4 {
      var job = job(try TestGraphs.hidden(), optimizer, rate, count: 40 * steps)
      job.options.schedule = .constant
      try expectAgreement(job, "\(optimizer), \(steps) steps")
    }
  }

  @Test func nesterovsMomentumAgrees() throws {
    var job = job(try TestGraphs.hidden(), "sgd", 0.05, count: 200)
    job.options.settings.nesterov = true
    try expectAgreement(job, "Nesterov")
    let ahead = try job.finish().model.bits
    job.options.settings.nesterov = false
    #expect(try job.finish().model.bits != ahead)
  }

  /// The decay is not clipped, the gradient that constraints leave is.
  @Test(arguments: optimizers) func clippingAgrees(optimizer: String, rate: Double) throws {
    for limit in [0.05, 0.5, 1000] {
      var job = job(try TestGraphs.hidden(), optimizer, rate, count: 130)
      job.options.clipping = GradientClipping(maximumNorm: limit)
      job.options.settings.epsilon = 1e-3
      try expectAgreement(job, "\(optimizer), clipped at \(limit)", smallest: 1e-5)
      job.constraints = [
        "ip1.weight": [EqualByRest(modulus: 7)], "ip2.weight": [EveryThirdIsZero()],
      ]
      try expectAgreement(job, "\(optimizer), clipped at \(limit), constrained", smallest: 1e-5)
    }
  }

  @Test func aLimitThatIsNeverReachedChangesNoBit() throws {
    var job = job(try TestGraphs.normalised(), "sgd", 0.05, count: 130)
    let free = TrainingBits(try job.finish())
    job.options.clipping = GradientClipping(maximumNorm: 1e6)
    #expect(TrainingBits(try job.finish()) == free)
    job.options.clipping = GradientClipping(maximumNorm: 1e-2)
    #expect(TrainingBits(try job.finish()) != free)
  }

  @Test(arguments: [
    Schedule(.constant, warmup: 1.5), Schedule(.cosine, warmup: 0.7),
    Schedule(.step(every: 0.5, factor: 0.3)), Schedule(.plateau(patience: 1, factor: 0.1)),
  ]) func schedulesAgree(schedule: Schedule) throws {
    var job = job(try TestGraphs.hidden(), "sgd", 0.3, count: 120)
    job.training = TestExamples.clouds(120, noise: 3)
    job.validation = TestExamples.clouds(60, noise: 3, seed: 2)
    job.options.epochs = 4
    job.options.schedule = schedule
    try expectAgreement(job, "\(schedule)")
  }

  /// More weights than a piece has: each piece must know its place in the mask and in the state.
  @Test(arguments: [("sgd", 0.02), ("adam", 0.01)])
  func largeParametersAreWorkedOnInPieces(optimizer: String, rate: Double) throws {
    let graph = try TestGraphs.hidden(190, 180, 4)
    var job = job(graph, optimizer, rate, count: 120, shape: .vector(190))
    job.constraints = ["ip1.weight": [EveryThirdIsZero()]]
    try expectAgreement(job, "\(optimizer) in pieces")
    job.constraints = ["ip1.weight": [EqualByRest(modulus: 31)]]
    try expectAgreement(job, "\(optimizer) as a whole")
  }

  /// Gradients of large dense layers are computed where they are used up.
  @Test(arguments: [("sgd", 0.02), ("adamw", 0.003)])
  func putOffGradientsAgree(optimizer: String, rate: Double) throws {
    var job = job(try TestGraphs.large(), optimizer, rate, count: 20, shape: .vector(511))
    job.options.batch = 16
    job.options.settings.epsilon = 1e-3
    let constraints: [[any ParameterConstraint]] = [
      [], [EveryThirdIsZero()], [EqualByRest(modulus: 31)],
      [EveryThirdIsZero(), EqualByRest(modulus: 9)],
    ]
    for isClipped in [false, true] {
      for (number, own) in constraints.enumerated() {
        job.constraints = ["ip1.weight": own]
        // The gradient of shared weights is their sum, at each of them: its norm is far larger.
        let limit = GradientClipping(maximumNorm: number < 2 ? 0.2 : 50)
        job.options.clipping = isClipped ? limit : nil
        let what = "\(optimizer), constraints \(number), clipped: \(isClipped)"
        try expectAgreement(job, what, smallest: 1e-5)
        let bits = TrainingBits(try job.finish())
        #expect(TrainingBits(try job.with(threads: 1).finish()) == bits, "\(what)")
        #expect(TrainingBits(try job.with(threads: 4).finish()) == bits, "\(what)")
      }
    }
  }

  @Test(arguments: optimizers) func onlyWeightsDecay(optimizer: String, rate: Double) throws {
    var job = job(try TestGraphs.residual(), optimizer, rate, count: 90)
    let shape = job.model.graph.inputShape
    job.training = TestExamples.clouds(90, shape: shape)
    job.validation = TestExamples.clouds(20, shape: shape, seed: 2)
    job.options.settings.epsilon = 1e-2
    job.options.weightDecay = 0.5
    // What decays, and how, is the slow trainer's rule: parameters called `weight`.
    try expectAgreement(job, "\(optimizer), decay")
  }

  @Test func biasesDoNotDecay() throws {
    var model = Model(try TestGraphs.linear(2, 2), seed: 1)
    try model.setParameter("ip.bias", Tensor([3, 3], shape: .vector(2)))
    // Each class once, and all values 0: but for rounding nothing has a gradient.
    let examples = TestExamples(
      values: [0, 0, 0, 0], labels: [0, 1], exampleShape: .vector(2), classes: 2)
    for optimizer in ["sgd", "adamw"] {
      let job = TrainingJob(
        model: model, training: examples, validation: examples,
        options: TrainingOptions(
          batch: 2, optimizer: optimizer, settings: OptimizerSettings(momentum: 0, epsilon: 1),
          learningRate: 0.5, weightDecay: 0.5))
      let trained = try job.finish().model
      #expect(try trained.parameter("ip.bias").values.allSatisfy { abs($0 - 3) < 1e-5 })
      let before = try model.parameter("ip.weight").values
      #expect(try trained.parameter("ip.weight").values == before.map { $0 - 0.5 * (0.5 * $0) })
    }
  }
}
