import Networks
import Tensors
import Testing
import Training

/// What a step learns from is not public: trainings beside slow ones, and beside each other.
@Suite struct MinibatchTests {
  private func job(
    _ graph: Graph, count: Int = 110, _ change: (inout TrainingOptions) -> Void = { _ in }
  ) -> TrainingJob {
    var options = TrainingOptions(epochs: 2, batch: 50, learningRate: 0.05, seed: 8, threads: 2)
    change(&options)
    return TrainingJob(
      model: Model(graph, seed: 3),
      training: TestExamples.clouds(count, shape: graph.inputShape, noise: 2),
      validation: TestExamples.clouds(30, shape: graph.inputShape, noise: 2, seed: 2),
      options: options)
  }

  @Test func dropoutAndNormalisationAgree() throws {
    try expectAgreement(job(try TestGraphs.normalised()), "vectors", still: ["ip1.bias"])
    try expectAgreement(job(try TestGraphs.residual()), "images")
  }

  @Test func labelSmoothingAgrees() throws {
    for smoothing in [0.1, 0.9] {
      let job = job(try TestGraphs.hidden()) { $0.loss.labelSmoothing = smoothing }
      try expectAgreement(job, "smoothed by \(smoothing)")
    }
  }

  @Test func mixupAgrees() throws {
    for alpha in [0.2, 1] {
      try expectAgreement(
        job(try TestGraphs.hidden()) { $0.mixup = Mixup(alpha: alpha) }, "mixed, \(alpha)")
    }
    let job = job(try TestGraphs.residual()) { options in
      options.mixup = Mixup(alpha: 0.4)
      options.loss.labelSmoothing = 0.1
      options.augmentation = Augmentation(shift: 1, flip: true)
    }
    try expectAgreement(job, "images that are varied, mixed and smoothed")
  }

  @Test func variationsAgree() throws {
    let job = job(try TestGraphs.residual()) {
      $0.augmentation = Augmentation(shift: 2, rotate: 10)
    }
    try expectAgreement(job, "varied")
    var plain = job
    plain.options.augmentation = .none
    #expect(try plain.finish().model.bits != job.finish().model.bits)
  }

  @Test func distillationAgrees() throws {
    for distillation in [
      Distillation(temperature: 3, weight: 0.6), Distillation(temperature: 1, weight: 1),
      Distillation(temperature: 0.5, weight: 0),
    ] {
      var job = job(try TestGraphs.residual()) { options in
        options.loss.distillation = distillation
        options.mixup = Mixup(alpha: 0.4)
      }
      // The teacher answers as it would in use: it drops nothing and measures nothing.
      job.teacher = Model(try TestGraphs.residual(), seed: 77)
      try expectAgreement(job, "\(distillation)")
    }
  }

  /// Layers that only look at their input count among the activations, so that many of them cut a
  /// shard into pieces without any work: here 8 rows at a time, which leave 4 or 3 over.
  private func padded(_ views: Int) throws -> Graph {
    var graph = Graph(inputShape: .vector(1 << 14))
    for number in 0..<views { try graph.add("view\(number)", Flatten()) }
    try graph.add("ip1", Dense(inputs: 1 << 14, outputs: 6))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 6, outputs: 4))
    return graph
  }

  @Test func piecesOfAShardGiveTheSameGradients() throws {
    let whole = try padded(0)
    let cut = try padded(254)
    #expect(MicroBatch.trainingRows(whole) >= 32)
    #expect(MicroBatch.trainingRows(cut) == 8)
    for optimizer in ["sgd", "adamw"] {
      let (first, second) = (
        job(whole, count: 55) { options in
          options.optimizer = optimizer
          options.learningRate = 0.001
          options.settings.epsilon = 1e-2
          options.mixup = Mixup(alpha: 0.4)
          options.epochs = 1
        },
        job(cut, count: 55) { options in
          options.optimizer = optimizer
          options.learningRate = 0.001
          options.settings.epsilon = 1e-2
          options.mixup = Mixup(alpha: 0.4)
          options.epochs = 1
        }
      )
      let (a, b) = (try first.finish(), try second.finish())
      for (name, tensor) in a.model.parameters {
        let moved = largestDifference(try first.model.parameter(name), tensor)
        let error = largestDifference(try b.model.parameter(name), tensor)
        #expect(moved > 1e-5 && error <= 1e-3 * moved, "\(name): \(error) of \(moved)")
      }
      let (loss, other) = (a.report.epochs[0].trainingLoss, b.report.epochs[0].trainingLoss)
      #expect(abs(loss - other) <= 1e-5 * loss)
      let bits = TrainingBits(b)
      #expect(TrainingBits(try second.with(threads: 1).finish()) == bits)
      #expect(TrainingBits(try second.with(threads: 4).finish()) == bits)
    }
  }

  /// Put-off gradients take each piece's rows at their place in the minibatch.
  @Test func piecesOfAShardAgreeWithPutOffGradients() throws {
    func graph(_ views: Int) throws -> Graph {
      var graph = Graph(inputShape: .vector(1 << 14))
      for number in 0..<views { try graph.add("view\(number)", Flatten()) }
      try graph.add("ip1", Dense(inputs: 1 << 14, outputs: 20))
      try graph.add("relu1", ReLU())
      try graph.add("ip2", Dense(inputs: 20, outputs: 4))
      return graph
    }
    let (whole, cut) = (job(try graph(0), count: 55), job(try graph(254), count: 55))
    #expect(MicroBatch.trainingRows(cut.model.graph) == 8)
    var (first, second) = (whole, cut)
    first.options.learningRate = 0.001
    second.options.learningRate = 0.001
    let (a, b) = (try first.finish().model, try second.finish().model)
    for (name, tensor) in a.parameters {
      let moved = largestDifference(try first.model.parameter(name), tensor)
      let error = largestDifference(try b.parameter(name), tensor)
      #expect(moved > 1e-5 && error <= 1e-3 * moved, "\(name): \(error) of \(moved)")
    }
  }

  /// A branch that leads nowhere may be all that is trained: its gradients are 0.
  @Test func aBranchThatLeadsNowhereTrainsNothing() throws {
    var graph = Graph(inputShape: .vector(12))
    try graph.add("ip1", Dense(inputs: 12, outputs: 8))
    try graph.add("dead", Dense(inputs: 8, outputs: 2))
    try graph.add("ip2", Dense(inputs: 8, outputs: 4), inputs: [.node(0)])
    var job = job(graph) { options in
      options.frozen = ["ip1.weight", "ip1.bias", "ip2.weight", "ip2.bias"]
    }
    #expect(try job.finish().model.bits == job.model.bits)
    job.options.loss.distillation = Distillation()
    job.teacher = Model(graph, seed: 1)
    #expect(try job.finish().model.bits == job.model.bits)
  }

  @Test func labelsThatAreNoClassesAreRefused() throws {
    for mixup in [Mixup.none, Mixup(alpha: 0.3)] {
      for label: Int32 in [-1, 4, .max, .min] {
        var job = job(try TestGraphs.hidden()) { $0.mixup = mixup }
        var examples = TestExamples.clouds(100)
        examples.labels[60] = label
        job.training = examples
        #expect(throws: TrainingError.invalid("a label is outside 0 ..< 4")) { try job.run() }
      }
    }
  }
}
