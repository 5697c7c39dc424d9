import Networks
import Tensors
import Training

/// Trains in the most obvious way, one example after the other through the reference executor and
/// in double precision where it can: what a `TrainingJob` of one epoch should give.
struct SlowTrainer {
  private let job: TrainingJob
  private var model: Model
  private var memory: [String: [[Double]]] = [:]
  private var steps = 0

  static func train(_ job: TrainingJob) throws -> Model {
    var trainer = SlowTrainer(job: job, model: job.model)
    try trainer.project()
    var random = RandomSource(seed: job.options.seed)
    var order = (0..<Int32(job.training.count)).map { $0 }
    let batch = job.options.batch
    let total = job.options.epochs * ((order.count + batch - 1) / batch)
    for _ in 0..<job.options.epochs {
      random.shuffle(&order)
      // What variations of the examples would be drawn from.
      _ = random.next()
      for start in stride(from: 0, to: order.count, by: batch) {
        try trainer.step(Array(order[start..<min(order.count, start + batch)]), of: total)
      }
    }
    return trainer.model
  }

  private init(job: TrainingJob, model: Model) {
    self.job = job
    self.model = model
  }

  private mutating func project() throws {
    for (name, constraints) in job.constraints {
      var weights = try model.parameter(name)
      for constraint in constraints {
        weights.withUnsafeMutableBufferPointer { constraint.project($0, from: 0) }
      }
      try model.setParameter(name, weights)
    }
  }

  private mutating func step(_ indices: [Int32], of total: Int) throws {
    let source = job.training
    var x = Tensor(zeros: try source.exampleShape.batched(indices.count))
    var labels = [Int32](repeating: 0, count: indices.count)
    indices.withUnsafeBufferPointer { indices in
      x.withUnsafeMutableBufferPointer { values in
        labels.withUnsafeMutableBufferPointer {
          source.copy(indices, values: values, labels: $0)
        }
      }
    }
    let executor = ReferenceExecutor(model.graph)
    let output = try executor.output(x, parameters: model.parameters)
    let loss = try SoftmaxCrossEntropy.reference(output, labels: labels)
    let mean = Tensor(shape: output.shape) { values in
      for index in values.indices { values[index] = loss.gradient[index] / Float(indices.count) }
    }
    let gradients = try executor.parameterGradients(
      x, parameters: model.parameters, outputGradient: mean)
    let rate = (job.options.learningRate ?? 0) * job.options.schedule.factor(step: steps, of: total)
    steps += 1
    for (name, tensor) in model.parameters {
      var gradient = gradients[name] ?? Tensor(zeros: tensor.shape)
      for constraint in job.constraints[name] ?? [] {
        gradient.withUnsafeMutableBufferPointer { constraint.pullBack($0, from: 0) }
      }
      let decay = name.hasSuffix(".weight") ? job.options.weightDecay : 0
      let next = update(name, tensor.values, gradient.values, rate, decay)
      try model.setParameter(name, try Tensor(next, shape: tensor.shape))
    }
    try project()
  }

  private mutating func update(
    _ name: String, _ weights: [Float], _ gradient: [Float], _ rate: Double, _ decay: Double
  ) -> [Float] {
    let settings = job.options.settings
    let fresh = [[Double]](repeating: Array(repeating: 0, count: weights.count), count: 2)
    var state = memory[name] ?? fresh
    defer { memory[name] = state }
    return weights.indices.map { index in
      let g = Double(gradient[index]) + decay * Double(weights[index])
      if job.options.optimizer == "sgd" {
        state[0][index] = Double(settings.momentum) * state[0][index] + g
        return Float(Double(weights[index]) - rate * state[0][index])
      }
      let (beta1, beta2) = (Double(settings.beta1), Double(settings.beta2))
      state[0][index] = beta1 * state[0][index] + (1 - beta1) * g
      state[1][index] = beta2 * state[1][index] + (1 - beta2) * g * g
      var (power1, power2) = (1.0, 1.0)
      for _ in 0..<steps {
        power1 *= beta1
        power2 *= beta2
      }
      let first = state[0][index] / (1 - power1)
      let second = state[1][index] / (1 - power2)
      let change = rate * first / (second.squareRoot() + Double(settings.epsilon))
      return Float(Double(weights[index]) - change)
    }
  }
}
