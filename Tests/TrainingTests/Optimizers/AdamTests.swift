import Foundation
import Tensors
import Testing
import Training

@Suite struct AdamTests {
  /// Whatever the gradient, the first step is as large as the rate.
  @Test func theFirstStepIsAsLargeAsTheRate() {
    var run = OptimizerRun(Adam(OptimizerSettings()), weights: [1, 1, 1])
    run.step([1e-3, -5, 100], OptimizerStep(rate: 0.125, decay: 0, number: 1))
    for (value, expected) in zip(run.weights, [0.875, 1.125, 0.875] as [Float]) {
      #expect(abs(value - expected) < 1e-5)
    }
  }

  @Test func agreesWithAlgorithmOneOfThePaper() {
    var random = RandomSource(seed: 2)
    let count = 37
    let start = (0..<count).map { _ in random.uniform() - 0.5 }
    var run = OptimizerRun(Adam(OptimizerSettings()), weights: start)
    var weights = start.map { Double($0) }
    var (m, v) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for number in 1...200 {
      let gradient = (0..<count).map { _ in random.uniform() - 0.3 }
      run.step(gradient, OptimizerStep(rate: 0.01, decay: 0.002, number: number))
      for index in 0..<count {
        let g = Double(gradient[index]) + 0.002 * weights[index]
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

  @Test func powersAgreeWithRepeatedMultiplication() {
    for base in [0.9, 0.999, 0.5, 1, 0] {
      var product = 1.0
      for exponent in 0...300 {
        #expect(abs(Adam.power(base, exponent) - product) <= 1e-13 * product)
        product *= base
      }
    }
    #expect(Adam.power(0.999, 1_000_000_000) == 0)
    #expect(Adam.power(0.5, .max) == 0)
    #expect(Adam.power(2, 10) == 1024)
  }
}
