import Networks
import Tensors
import Testing
import Training

@Suite struct TrainingJobTests {
  private func job(_ change: (inout TrainingJob) throws -> Void = { _ in }) throws -> TrainingJob {
    var job = TrainingJob(
      model: Model(try TestGraphs.hidden(), seed: 1), training: TestExamples.clouds(80),
      validation: TestExamples.clouds(10), options: TrainingOptions(batch: 20, learningRate: 0.05))
    try change(&job)
    return job
  }

  private func expectRefusal(_ job: TrainingJob, _ text: String) throws {
    #expect(throws: TrainingError.invalid(text)) { try job.run() }
  }

  @Test func frozenNamesMustBeKnown() throws {
    try expectRefusal(
      job { $0.options.frozen = ["ip1.weight", "ip7.bias", "ip6.bias"] },
      "there is no parameter `ip6.bias` that could be frozen")
  }

  @Test func somethingMustBeLeftToTrain() throws {
    let none = "there is no parameter left to train"
    try expectRefusal(job { $0.options.frozen = Set($0.model.parameters.keys) }, none)
    let shape = Shape.vector(4)
    try expectRefusal(
      job { job in
        job.model = Model(Graph(inputShape: shape), seed: 1)
        job.training = TestExamples.clouds(10, shape: shape)
        job.validation = TestExamples.clouds(10, shape: shape)
      }, none)
    // Statistics are measured, not trained.
    try expectRefusal(
      job { job in
        job.model = Model(try normalised(), seed: 1)
        job.options.frozen = Set(job.model.parameters.keys.filter { !$0.hasPrefix("bn1.m") })
      }, none)
  }

  private func normalised() throws -> Graph { try TestGraphs.normalised() }

  @Test func teachersAndDistillationsGoTogether() throws {
    let text = "a distillation needs a teacher, and a teacher a distillation"
    let teacher = Model(try TestGraphs.linear(12, 4), seed: 2)
    try expectRefusal(job { $0.teacher = teacher }, text)
    try expectRefusal(job { $0.options.loss.distillation = Distillation() }, text)
    _ = try job { job in
      job.teacher = teacher
      job.options.loss.distillation = Distillation()
    }.finish()
    for (inputs, classes) in [(11, 4), (12, 5)] {
      let other = Model(try TestGraphs.linear(inputs, classes), seed: 2)
      let error = #expect(throws: TrainingError.self) {
        try job { job in
          job.teacher = other
          job.options.loss.distillation = Distillation()
        }.run()
      }
      guard case .invalid(let text)? = error else { continue }
      #expect(text.contains("the teacher `test` takes \(inputs)"), "\(text)")
    }
  }

  @Test func aTeacherWithValuesThatAreNoNumbersIsRefused() throws {
    var teacher = Model(try TestGraphs.linear(12, 4), seed: 2)
    try teacher.setParameter("ip.bias", try Tensor([0, .nan, 0, 0], shape: .vector(4)))
    try expectRefusal(
      job { job in
        job.teacher = teacher
        job.options.loss.distillation = Distillation()
      }, "ip.bias: 1 of 4 values are NaN or infinite")
  }

  @Test func constraintsOnUnknownParametersAreRefused() throws {
    try expectRefusal(
      job { $0.constraints = ["ip9.weight": [EveryThirdIsZero()]] },
      "there is no parameter `ip9.weight` that could be constrained")
  }

  /// Everything that an operation may be given at once, at three numbers of threads.
  @Test func theBitsDoNotDependOnThreads() throws {
    let shape = try TestGraphs.residual().inputShape
    var job = try job { job in
      job.model = Model(try TestGraphs.residual(), seed: 3)
      job.training = TestExamples.clouds(150, shape: shape)
      job.validation = TestExamples.clouds(70, shape: shape, seed: 2)
      job.options = TrainingOptions(
        epochs: 2, batch: 70, optimizer: "adamw", learningRate: 0.01,
        schedule: Schedule(.cosine, warmup: 0.5), weightDecay: 0.01,
        augmentation: Augmentation(shift: 1, flip: true), seed: 5)
      job.options.clipping = GradientClipping(maximumNorm: 0.5)
      job.options.loss = LossOptions(labelSmoothing: 0.1, distillation: Distillation())
      job.options.mixup = Mixup(alpha: 0.3)
      job.options.patience = 3
      job.options.frozen = ["conv1.weight"]
    }
    job.teacher = Model(try TestGraphs.image(shape), seed: 4)
    job.constraints = [
      "ip.weight": [EqualByRest(modulus: 9)], "conv2.weight": [EveryThirdIsZero()],
    ]
    let bits = TrainingBits(try job.finish())
    for threads in [2, 3, 4, 1] {
      #expect(TrainingBits(try job.with(threads: threads).finish()) == bits, "\(threads) threads")
    }
  }
}
