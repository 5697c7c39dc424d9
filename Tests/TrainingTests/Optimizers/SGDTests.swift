import Tensors
import Testing
import Training

@Suite struct SGDTests {
  @Test func theFirstStepsByHand() {
    var run = OptimizerRun(SGD(OptimizerSettings(momentum: 0.5)), weights: [1, -2])
    run.step([2, 4], OptimizerStep(rate: 0.25, decay: 0, number: 1))
    #expect(run.weights == [0.5, -3])
    // v = 0.5 · 2 + 2 and 0.5 · 4 + 0.
    run.step([2, 0], OptimizerStep(rate: 0.25, decay: 0, number: 2))
    #expect(run.weights == [-0.25, -3.5])
    // The decay adds w/2 to the gradient: v = 1.5 − 0.125 and 1 − 1.75.
    run.step([0, 0], OptimizerStep(rate: 1, decay: 0.5, number: 3))
    #expect(run.weights == [-1.625, -2.75])
  }

  @Test func agreesWithAScalarLoopInDoublePrecision() {
    var random = RandomSource(seed: 1)
    let count = 37
    let start = (0..<count).map { _ in random.uniform() - 0.5 }
    var run = OptimizerRun(SGD(OptimizerSettings()), weights: start)
    var weights = start.map { Double($0) }
    var velocity = [Double](repeating: 0, count: count)
    for number in 1...200 {
      let gradient = (0..<count).map { _ in random.uniform() - 0.5 }
      let rate = 0.05 / Double(number)
      run.step(gradient, OptimizerStep(rate: Float(rate), decay: 0.001, number: number))
      for index in 0..<count {
        velocity[index] = 0.9 * velocity[index] + Double(gradient[index]) + 0.001 * weights[index]
        weights[index] -= rate * velocity[index]
      }
    }
    for (value, expected) in zip(run.weights, weights) {
      #expect(abs(Double(value) - expected) < 1e-5)
    }
  }

  @Test func nesterovsFirstStepsByHand() {
    let settings = OptimizerSettings(momentum: 0.5, nesterov: true)
    var run = OptimizerRun(SGD(settings), weights: [1, -2])
    // v = g, so the step is 1.5 g.
    run.step([2, 4], OptimizerStep(rate: 0.25, decay: 0, number: 1))
    #expect(run.weights == [0.25, -3.5])
    // v = 3 and 2: 2 + 0.5 · 3 and 0 + 0.5 · 2.
    run.step([2, 0], OptimizerStep(rate: 0.25, decay: 0, number: 2))
    #expect(run.weights == [-0.625, -3.75])
    // d = −0.3125 and −1.875, v = 1.1875 and −0.875.
    run.step([0, 0], OptimizerStep(rate: 1, decay: 0.5, number: 3))
    #expect(run.weights == [-0.906_25, -1.4375])
  }
}
