import Foundation
import Tensors
import Testing
import Training

@Suite struct SoftTargetsTests {
  private func tensor(_ rows: [[Float]]) throws -> Tensor {
    try Tensor(Array(rows.joined()), shape: try Shape([rows.count, rows[0].count]))
  }

  private func random(_ rows: Int, _ classes: Int, seed: UInt64) throws -> Tensor {
    var source = RandomSource(seed: seed)
    return try tensor((0..<rows).map { _ in (0..<classes).map { _ in 4 * source.uniform() - 2 } })
  }

  @Test func hardLabelsGiveTheSameBitsAsTheLossOfLabels() throws {
    let logits = try random(6, 5, seed: 1)
    let labels: [Int32] = [0, 1, 2, 3, 4, 0]
    let hard = try SoftmaxCrossEntropy.reference(logits, labels: labels)
    let soft = try SoftmaxCrossEntropy.evaluate(logits: logits, labels: labels)
    #expect(abs(soft.lossSum - hard.lossSum) < 1e-12)
    #expect(soft.gradient.values == hard.gradient.values)
  }

  @Test func knownValues() throws {
    // p = 3/4 and 1/4; −½ ln ¾ − ½ ln ¼
    let logits = try tensor([[Float(log(3.0)), 0]])
    let even = try SoftmaxCrossEntropy.evaluate(logits: logits, targets: try tensor([[0.5, 0.5]]))
    #expect(abs(even.lossSum - 0.836_988_216_785_8) < 1e-7)
    #expect(abs(even.gradient[0] - 0.25) < 1e-6 && abs(even.gradient[1] + 0.25) < 1e-6)
    // The teacher is certain to 1/2: at temperature 1 its Kullback–Leibler divergence is
    // −½ ln ¾ − ½ ln ¼ − ln 2.
    let taught = try SoftmaxCrossEntropy.evaluate(
      logits: logits, targets: try tensor([[1, 0]]), teacher: try tensor([[7, 7]]),
      distillation: Distillation(temperature: 1, weight: 0.5))
    #expect(abs(taught.lossSum - 0.5 * (0.287_682_072_451_8 + 0.143_841_036_225_9)) < 1e-7)
    #expect(abs(taught.gradient[0] - 0.5 * (-0.25 + 0.25)) < 1e-6)
  }

  @Test func aTeacherWithTheSameAnswersAddsNothing() throws {
    let logits = try random(3, 4, seed: 2)
    let result = try SoftmaxCrossEntropy.evaluate(
      logits: logits, labels: [0, 1, 2], teacher: logits,
      options: LossOptions(distillation: Distillation(temperature: 3, weight: 1)))
    #expect(abs(result.lossSum) < 1e-12)
    #expect(result.gradient.values.allSatisfy { $0 == 0 })
  }

  /// Sums of `q log p` in the plainest way.
  @Test func agreesWithTheDefinition() throws {
    let (logits, teacher) = (try random(3, 5, seed: 3), try random(3, 5, seed: 4))
    let labels: [Int32] = [4, 0, 2]
    let (smoothing, temperature, weight) = (0.1, 2.5, 0.6)
    func softmax(_ values: [Float], _ temperature: Double) -> [Double] {
      let powers = values.map { exp(Double($0) / temperature) }
      let total = powers.reduce(0, +)
      return powers.map { $0 / total }
    }
    var expected = 0.0
    for row in 0..<3 {
      let z = Array(logits.values[5 * row..<5 * row + 5])
      let t = Array(teacher.values[5 * row..<5 * row + 5])
      let (p, own, other) = (softmax(z, 1), softmax(z, temperature), softmax(t, temperature))
      for k in 0..<5 {
        let q = (k == Int(labels[row]) ? 1 - smoothing : 0) + smoothing / 5
        expected -= (1 - weight) * q * log(p[k])
        expected += weight * temperature * temperature * other[k] * log(other[k] / own[k])
      }
    }
    let result = try SoftmaxCrossEntropy.evaluate(
      logits: logits, labels: labels, teacher: teacher,
      options: LossOptions(
        labelSmoothing: smoothing,
        distillation: Distillation(temperature: temperature, weight: weight)))
    #expect(abs(result.lossSum - expected) < 1e-6)
  }

  @Test(arguments: [
    nil, Distillation(), Distillation(temperature: 1.5, weight: 1),
    Distillation(temperature: 8, weight: 0.3),
  ])
  func theGradientAgreesWithFiniteDifferences(distillation: Distillation?) throws {
    let (logits, teacher) = (try random(3, 5, seed: 5), try random(3, 5, seed: 6))
    // Targets that need not sum to 1.
    let targets = Tensor(shape: logits.shape) { targets in
      for index in targets.indices { targets[index] = Float(index % 4) / 5 }
    }
    func evaluate(_ logits: Tensor) throws -> (lossSum: Double, gradient: Tensor) {
      try SoftmaxCrossEntropy.evaluate(
        logits: logits, targets: targets, teacher: teacher, distillation: distillation)
    }
    let gradient = try evaluate(logits).gradient
    let step: Float = 0x1p-10
    for index in 0..<15 {
      func loss(_ step: Float) throws -> Double {
        var moved = logits
        moved.withUnsafeMutableBufferPointer { $0[index] += step }
        return try evaluate(moved).lossSum
      }
      let numeric = (try loss(step) - loss(-step)) / Double(2 * step)
      #expect(abs(numeric - Double(gradient[index])) < 2e-4)
    }
  }

  @Test func largeLogitsDoNotOverflow() throws {
    let result = try SoftmaxCrossEntropy.evaluate(
      logits: try tensor([[1e30, -1e30, 0]]), targets: try tensor([[1, 0, 0]]),
      teacher: try tensor([[1e30, -1e30, 0]]), distillation: Distillation())
    #expect(result.lossSum == 0)
    #expect(result.gradient.values == [0, 0, 0])
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let logits = try random(2, 3, seed: 7)
    let good = try tensor([[1, 0, 0], [0, 0.5, 0.5]])
    for bad in [
      try random(3, 2, seed: 1).reshaped(to: try Shape([3, 2])), try tensor([[1, 0, 0]]),
      try tensor([[1, 0, 0], [0, -0.1, 1]]), try tensor([[1, 0, 0], [0, .nan, 1]]),
      try tensor([[1, 0, 0], [0, .infinity, 1]]), try good.reshaped(to: .vector(6)),
    ] {
      #expect(throws: TrainingError.self) {
        try SoftmaxCrossEntropy.evaluate(logits: logits, targets: bad)
      }
    }
    #expect(throws: TrainingError.self) {
      try SoftmaxCrossEntropy.evaluate(
        logits: logits, targets: good, distillation: Distillation())
    }
    #expect(throws: TrainingError.self) {
      try SoftmaxCrossEntropy.evaluate(
        logits: logits, targets: good, teacher: try tensor([[1, 0, 0]]),
        distillation: Distillation())
    }
    #expect(throws: TrainingError.self) {
      try SoftmaxCrossEntropy.evaluate(
        logits: logits, targets: good, teacher: logits,
        distillation: Distillation(temperature: 0))
    }
    for labels: [Int32] in [[], [0], [0, 3], [-1, 0], [0, 1, 2]] {
      #expect(throws: TrainingError.self) {
        try SoftmaxCrossEntropy.evaluate(logits: logits, labels: labels)
      }
    }
    #expect(throws: TrainingError.self) {
      try SoftmaxCrossEntropy.evaluate(
        logits: logits, labels: [0, 1], options: LossOptions(labelSmoothing: 1))
    }
  }
}
