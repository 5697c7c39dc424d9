import Foundation
import Tensors
import Testing
import Training

@Suite struct AdamWTests {
  @Test func theDecayShrinksTheWeightAndIsNoGradient() {
    var run = OptimizerRun(AdamW(OptimizerSettings()), weights: [1, -2, 0])
    run.step([0, 0, 0], OptimizerStep(rate: 0.5, decay: 0.25, number: 1))
    #expect(run.weights == [0.875, -1.75, 0])
    // As large as the rate whatever the gradient, on top of the shrinking.
    run = OptimizerRun(AdamW(OptimizerSettings()), weights: [1, 1])
    run.step([1e-3, -5], OptimizerStep(rate: 0.125, decay: 1, number: 1))
    for (value, expected) in zip(run.weights, [0.75, 1] as [Float]) {
      #expect(abs(value - expected) < 1e-5)
    }
  }

  @Test func withoutDecayItIsAdam() {
    var random = RandomSource(seed: 3)
    let start = (0..<20).map { _ in random.uniform() - 0.5 }
    var decoupled = OptimizerRun(AdamW(OptimizerSettings()), weights: start)
    var plain = OptimizerRun(Adam(OptimizerSettings()), weights: start)
    for number in 1...50 {
      let gradient = (0..<20).map { _ in random.uniform() - 0.3 }
      let step = OptimizerStep(rate: 0.01, decay: 0, number: number)
      decoupled.step(gradient, step)
      plain.step(gradient, step)
    }
    #expect(decoupled.weights == plain.weights)
  }

  @Test func agreesWithAlgorithmTwoOfThePaper() {
    var random = RandomSource(seed: 4)
    let count = 37
    let start = (0..<count).map { _ in random.uniform() - 0.5 }
    var run = OptimizerRun(AdamW(OptimizerSettings()), weights: start)
    var weights = start.map { Double($0) }
    var (m, v) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for number in 1...200 {
      let gradient = (0..<count).map { _ in random.uniform() - 0.3 }
      run.step(gradient, OptimizerStep(rate: 0.01, decay: 0.3, number: number))
      for index in 0..<count {
        let g = Double(gradient[index])
        weights[index] -= 0.01 * 0.3 * weights[index]
        m[index] = 0.9 * m[index] + 0.1 * g
        v[index] = 0.999 * v[index] + 0.001 * g * g
        let first = m[index] / (1 - pow(0.9, Double(number)))
        let second = v[index] / (1 - pow(0.999, Double(number)))
        weights[index] -= 0.01 * first / (second.squareRoot() + 1e-8)
      }
    }
    for (value, expected) in zip(run.weights, weights) {
      #expect(abs(Double(value) - expected) < 2e-5)
    }
  }
}
