import Training

/// The optimizers as their papers write them, in double precision.
struct SlowOptimizer {
  private let options: TrainingOptions
  private var memory: [String: [[Double]]] = [:]
  private var rate = 0.0
  /// Number of steps so far.
  private(set) var steps = 0

  init(_ options: TrainingOptions) { self.options = options }

  mutating func beginStep(factor: Double) {
    rate = (options.learningRate ?? 0) * factor
    steps += 1
  }

  /// A parameter after a step.
  mutating func update(
    _ name: String, _ weights: [Float], _ gradient: [Double], decay: Double
  ) -> [Float] {
    let fresh = [[Double]](repeating: Array(repeating: 0, count: weights.count), count: 2)
    var state = memory[name] ?? fresh
    defer { memory[name] = state }
    return weights.indices.map { index in
      let w = Double(weights[index])
      switch options.optimizer {
      case "sgd": return Float(w - sgd(gradient[index] + decay * w, index, &state))
      case "adam": return Float(w - adam(gradient[index] + decay * w, index, &state))
      default: return Float(w - rate * decay * w - adam(gradient[index], index, &state))
      }
    }
  }

  private func sgd(_ g: Double, _ index: Int, _ state: inout [[Double]]) -> Double {
    let momentum = Double(options.settings.momentum)
    state[0][index] = momentum * state[0][index] + g
    return rate * (options.settings.nesterov ? g + momentum * state[0][index] : state[0][index])
  }

  private func adam(_ g: Double, _ index: Int, _ state: inout [[Double]]) -> Double {
    let (beta1, beta2) = (Double(options.settings.beta1), Double(options.settings.beta2))
    state[0][index] = beta1 * state[0][index] + (1 - beta1) * g
    state[1][index] = beta2 * state[1][index] + (1 - beta2) * g * g
    var (power1, power2) = (1.0, 1.0)
    for _ in 0..<steps {
      power1 *= beta1
      power2 *= beta2
    }
    let first = state[0][index] / (1 - power1)
    let second = state[1][index] / (1 - power2)
    return rate * first / (second.squareRoot() + Double(options.settings.epsilon))
  }
}
