import Networks
import Tensors
import Testing

@testable import Training

@Suite struct SoftmaxCrossEntropyOneDNNTests {
  /// The loss on a layer that hands its input on, so that the examples are the logits.
  private func executor(_ logits: Tensor) throws -> OneDNNExecutor {
    let classes = logits.shape.dimensions[1]
    let graph = try LayerGraphs.alone(Dense(inputs: classes, outputs: classes), .vector(classes))
    let layout = ParameterLayout(graph)
    let weights = ParameterArena(layout)
    for index in 0..<classes { weights.base[index * classes + index] = 1 }
    let plan = try OneDNNExecutor.Plan(
      graph, weights: weights, mode: .training, gradientLayout: layout)
    let executor = try OneDNNExecutor(plan, rows: logits.shape.dimensions[0])
    for index in 0..<logits.count { executor.input[index] = logits[index] }
    try executor.forward()
    return executor
  }

  private func random(
    _ rows: Int, _ classes: Int, spread: Float, from random: inout RandomSource
  ) throws -> Tensor {
    Tensor(shape: try Shape([rows, classes])) { values in
      for index in values.indices { values[index] = spread * (random.uniform() - 0.5) }
    }
  }

  private func fill(_ executor: OneDNNExecutor, _ targets: Tensor) {
    for index in 0..<targets.count { executor.loss.targets[index] = targets[index] }
  }

  private func gradient(_ executor: OneDNNExecutor) throws -> [Float] {
    let last = try #require(executor.builder.outputs.last)
    let base = try #require(last.gradient)
    return (0..<last.count).map { base[$0] }
  }

  @Test func labelsAgreeWithTheReference() throws {
    var source = RandomSource(seed: 1)
    for classes in [2, 3, 10, 100] {
      for spread: Float in [0.01, 1, 30] {
        let logits = try random(4, classes, spread: spread, from: &source)
        let labels = (0..<4).map { _ in Int32(source.below(classes)) }
        let expected = try SoftmaxCrossEntropy.reference(logits, labels: labels)
        let executor = try executor(logits)
        fill(executor, try TargetDistribution(classes: classes).tensor(labels: labels))
        let sum = try executor.loss.forward()
        #expect(abs(sum - expected.lossSum) <= 5e-6 * max(1, expected.lossSum))
        try executor.loss.backward(scale: 0.5)
        expectClose(
          try gradient(executor), expected.gradient.values.map { $0 / 2 }, 1e-5,
          "\(classes) classes, \(spread)")
      }
    }
  }

  @Test func softTargetsAndATeacherAgreeWithTheReference() throws {
    var source = RandomSource(seed: 2)
    for (temperature, weight) in [(4, 0.7), (1, 1), (0.5, 0.25), (2, 0)] {
      let options = LossOptions(
        labelSmoothing: 0.1,
        distillation: Distillation(temperature: temperature, weight: weight))
      let logits = try random(5, 7, spread: 6, from: &source)
      let teacher = try random(5, 7, spread: 6, from: &source)
      let labels = (0..<5).map { _ in Int32(source.below(7)) }
      let expected = try SoftmaxCrossEntropy.evaluate(
        logits: logits, labels: labels, teacher: teacher, options: options)
      let executor = try executor(logits)
      fill(
        executor, try TargetDistribution(classes: 7, smoothing: 0.1).tensor(labels: labels))
      for index in 0..<teacher.count { executor.loss.teacher[index] = teacher[index] }
      let hard = try executor.loss.forward()
      try executor.loss.backward(scale: 0.25)
      let distillation = try #require(options.distillation)
      let sum = executor.loss.distill(distillation, lossSum: hard, scale: 0.25)
      #expect(abs(sum - expected.lossSum) <= 1e-5 * max(1, expected.lossSum))
      expectClose(
        try gradient(executor), expected.gradient.values.map { $0 / 4 }, 1e-5,
        "temperature \(temperature), weight \(weight)")
    }
  }

  @Test func targetsNeedNotAddUpToOne() throws {
    var source = RandomSource(seed: 3)
    let logits = try random(3, 4, spread: 2, from: &source)
    let targets = try Tensor([0, 0, 0, 0, 1, 2, 0, 0, 0.25, 0, 0.25, 0], shape: logits.shape)
    let expected = try SoftmaxCrossEntropy.evaluate(logits: logits, targets: targets)
    let executor = try executor(logits)
    fill(executor, targets)
    let sum = try executor.loss.forward()
    #expect(abs(sum - expected.lossSum) <= 1e-5 * max(1, expected.lossSum))
    try executor.loss.backward(scale: 1)
    expectClose(try gradient(executor), expected.gradient.values, 1e-5, "targets of any sum")
  }

  @Test func largeLogitsDoNotOverflow() throws {
    func loss(_ logits: [Float], _ label: Int32) throws -> Double {
      let executor = try executor(try Tensor(logits, shape: try Shape([1, logits.count])))
      fill(executor, try TargetDistribution(classes: logits.count).tensor(labels: [label]))
      return try executor.loss.forward()
    }
    #expect(abs(try loss([1e30, 0], 0)) < 5e-6)
    #expect(abs(try loss([1000, 0], 1) - 1000) < 1e-3)
    #expect(try loss([.nan, 0], 0).isNaN)
  }

  /// Images in oneDNN's own layout count as vectors in row-major order.
  @Test func takesImages() throws {
    for channels in [3, 16, 20] {
      var graph = Graph(inputShape: try Shape([3, 2, 2]))
      try graph.add("conv", Convolution(inputs: 3, outputs: channels, kernel: 1))
      try ExecutorCheck.expectBothModes(graph, "\(channels) channels")
    }
  }
}
