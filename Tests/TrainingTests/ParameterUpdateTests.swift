import Networks
import Tensors
import Testing
import Training

/// The update is not public: a training of one epoch beside one in plain loops.
@Suite struct ParameterUpdateTests {
  private func expectAgreement(_ job: TrainingJob, _ what: String) throws {
    let expected = try SlowTrainer.train(job)
    let result = try job.run().model
    for (name, tensor) in expected.parameters {
      let start = try job.model.parameter(name)
      let moved = zip(start.values, tensor.values).map { ($0 - $1).magnitude }.max() ?? 0
      #expect(moved > 1e-3, "\(what): \(name) did not move")
      let trained = try result.parameter(name)
      let error = zip(trained.values, tensor.values).map { ($0 - $1).magnitude }.max() ?? 0
      #expect(error <= 1e-3 * moved, "\(what): \(name) is off by \(error) of \(moved)")
    }
  }

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

  @Test(arguments: [("sgd", 0.05), ("adam", 0.01)])
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

  @Test func biasesDoNotDecay() throws {
    var model = Model(try TestGraphs.linear(2, 2), seed: 1)
    try model.setParameter("ip.bias", Tensor([3, 3], shape: .vector(2)))
    // Each class once, and all values 0: but for rounding nothing has a gradient.
    let examples = TestExamples(
      values: [0, 0, 0, 0], labels: [0, 1], exampleShape: .vector(2), classes: 2)
    let job = TrainingJob(
      model: model, training: examples, validation: examples,
      options: TrainingOptions(
        batch: 2, settings: OptimizerSettings(momentum: 0), learningRate: 0.5, weightDecay: 0.5))
    let trained = try job.run().model
    #expect(try trained.parameter("ip.bias").values.allSatisfy { abs($0 - 3) < 1e-5 })
    let before = try model.parameter("ip.weight").values
    #expect(try trained.parameter("ip.weight").values == before.map { $0 - 0.5 * (0.5 * $0) })
  }
}
