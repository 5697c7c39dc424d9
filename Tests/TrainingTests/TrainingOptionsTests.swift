import Networks
import Testing
import Training

@Suite struct TrainingOptionsTests {
  private func job(_ change: (inout TrainingOptions) -> Void) throws -> TrainingJob {
    var options = TrainingOptions()
    change(&options)
    return TrainingJob(
      model: Model(try TestGraphs.hidden(), seed: 1), training: TestExamples.clouds(80),
      validation: TestExamples.clouds(10), options: options)
  }

  @Test func theDefaults() {
    let options = TrainingOptions()
    #expect(options.epochs == 1 && options.batch == 64 && options.threads == 1)
    #expect(options.optimizer == SGD.name && options.learningRate == nil)
    #expect(options.schedule == .constant && options.weightDecay == 0 && options.seed == 0)
    #expect(options.clipping == nil && options.loss == .plain && options.mixup == .none)
    #expect(options.patience == nil && options.frozen.isEmpty && options.augmentation == .none)
  }

  @Test func withoutARateTheOptimizersOwnIsTaken() throws {
    for type in Optimizers.all {
      let bits = try [nil, type.defaultLearningRate].map { rate in
        try job { options in
          options.optimizer = type.name
          options.learningRate = rate
        }.finish().model.bits
      }
      #expect(bits[0] == bits[1])
    }
  }

  @Test func whatIsOutOfRangeIsRefused() throws {
    let changes: [(String, (inout TrainingOptions) -> Void)] = [
      ("epochs", { $0.epochs = 0 }), ("batch", { $0.batch = -1 }),
      ("patience", { $0.patience = 0 }), ("patience", { $0.patience = .min }),
      ("schedule", { $0.schedule = Schedule(.constant, warmup: -1) }),
      ("schedule", { $0.schedule = Schedule(.step(every: 0, factor: 0.1)) }),
      ("schedule", { $0.schedule = Schedule(.plateau(patience: 0, factor: 0.1)) }),
      ("clipping", { $0.clipping = GradientClipping(maximumNorm: 0) }),
      ("clipping", { $0.clipping = GradientClipping(maximumNorm: .nan) }),
      ("smoothing", { $0.loss.labelSmoothing = 1 }),
      ("distillation", { $0.loss.distillation = Distillation(temperature: 0) }),
      ("mixup", { $0.mixup = Mixup(alpha: -0.1) }),
      ("optimizer", { $0.optimizer = "newton" }),
      ("frozen", { $0.frozen = ["ip3.weight"] }),
      ("augmentation", { $0.augmentation = Augmentation(shift: 1) }),
    ]
    for (name, change) in changes {
      let error = #expect(throws: TrainingError.self, "\(name)") { try job(change).run() }
      guard case .invalid? = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
    }
  }

  /// Numbers that make no step are refused before the first one, the smallest that do are not.
  @Test func numbersThatMakeNoStepAreRefused() throws {
    func refuses(_ name: String, _ change: (inout TrainingOptions) -> Void) throws {
      let error = #expect(throws: TrainingError.self, "\(name)") { try job(change).run() }
      guard case .invalid(let text)? = error else {
        Issue.record("\(name): \(String(describing: error))")
        return
      }
      #expect(text.contains(name))
    }
    for value in [Double.nan, .infinity, -.infinity, -1, -.leastNonzeroMagnitude, 1e300] {
      try refuses("learning rate") { $0.learningRate = value }
      try refuses("weight decay") { $0.weightDecay = value }
    }
    for value in [Float.nan, .infinity, -1, 1.001] {
      try refuses("momentum") { $0.settings.momentum = value }
      try refuses("decay at a rate") { $0.settings.beta1 = value }
      try refuses("decay at a rate") { $0.settings.beta2 = value }
    }
    for value in [Float.nan, .infinity, -1, 0] {
      try refuses("epsilon") { $0.settings.epsilon = value }
    }
    for value in [0, Double.leastNonzeroMagnitude, 1e38] {
      _ = try job { $0.learningRate = value }.run()
      _ = try job { $0.weightDecay = value }.run()
    }
    for momentum in [Float(0), 1] { _ = try job { $0.settings.momentum = momentum }.run() }
  }

  @Test func anyNumberOfThreadsWillDo() throws {
    for threads in [Int.min, -1, 0] {
      let bits = try job { $0.threads = threads }.finish().model.bits
      #expect(try bits == job { $0.threads = 1 }.finish().model.bits)
    }
  }
}
