import Testing
import Training

@Suite struct OptimizerTests {
  @Test func namesAreUniqueAndFound() {
    #expect(Set(Optimizers.all.map { $0.name }).count == Optimizers.all.count)
    for type in Optimizers.all { #expect(Optimizers.named(type.name) == type) }
    #expect(Optimizers.named("SGD") == nil)
    #expect(Optimizers.named("") == nil)
  }

  @Test func ratesArePositiveAndStateIsCounted() {
    for type in Optimizers.all {
      #expect(type.defaultLearningRate > 0)
      #expect((0...4).contains(type.init(OptimizerSettings()).stateCount))
    }
  }

  @Test func theUsualSettings() {
    let settings = OptimizerSettings()
    #expect(settings.momentum == 0.9 && settings.beta1 == 0.9)
    #expect(settings.beta2 == 0.999 && settings.epsilon == 1e-8)
    #expect(!settings.nesterov)
    #expect(Optimizers.all.map { $0.name } == ["sgd", "adam", "adamw"])
  }

  @Test func numbersOutsideTheirRangesAreRefused() throws {
    for settings in [
      OptimizerSettings(), OptimizerSettings(momentum: 0, beta1: 0, beta2: 0),
      OptimizerSettings(momentum: 1, nesterov: true),
    ] {
      try settings.requireValid()
    }
    for settings in [
      OptimizerSettings(momentum: -0.1), OptimizerSettings(momentum: .nan),
      OptimizerSettings(beta1: 1), OptimizerSettings(beta2: .nan), OptimizerSettings(beta2: -1),
      OptimizerSettings(epsilon: 0), OptimizerSettings(epsilon: .infinity),
    ] {
      #expect(throws: TrainingError.self) { try settings.requireValid() }
    }
  }

  /// A weight that does not move and has no gradient stays +0, whatever it is trained with: masks
  /// rely on it.
  @Test func zeroStaysZero() {
    let variants = Optimizers.all.flatMap { type in
      [false, true].map { type.init(OptimizerSettings(nesterov: $0)) }
    }
    for optimizer in variants {
      var run = OptimizerRun(optimizer, weights: [0, 0, 0])
      for number in 1...20 {
        run.step([0, 0, 0], OptimizerStep(rate: 0.1, decay: 0.01, number: number))
      }
      #expect(run.weights.map(\.bitPattern) == [0, 0, 0])
    }
  }
}

/// Weights with what an optimizer remembers of them.
struct OptimizerRun {
  private let optimizer: any Optimizer
  private(set) var weights: [Float]
  private var state: [[Float]]

  init(_ optimizer: any Optimizer, weights: [Float]) {
    self.optimizer = optimizer
    self.weights = weights
    state = Array(
      repeating: Array(repeating: 0, count: weights.count), count: optimizer.stateCount)
  }

  mutating func step(_ gradient: [Float], _ step: OptimizerStep) {
    let pointers = state.map { values in
      let pointer = UnsafeMutablePointer<Float>.allocate(capacity: values.count)
      pointer.initialize(from: values, count: values.count)
      return pointer
    }
    weights.withUnsafeMutableBufferPointer { [optimizer] in
      optimizer.update($0, state: pointers, gradient: gradient, step: step)
    }
    for (number, pointer) in pointers.enumerated() {
      state[number] = Array(UnsafeBufferPointer(start: pointer, count: weights.count))
      pointer.deallocate()
    }
  }
}
