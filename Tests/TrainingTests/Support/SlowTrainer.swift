import Networks
import Tensors
import Training

/// Trains in the most obvious way, through the operations' references and in double precision where
/// it can: what a `TrainingJob` should give, epoch by epoch.
struct SlowTrainer {
  /// An epoch's end.
  struct Epoch {
    let model: Model
    let trainingLoss: Double
    let validationLoss: Double
    let correct: Int
  }

  private let job: TrainingJob
  private let network: SlowNetwork
  private var model: Model
  private var optimizer: SlowOptimizer
  private var plateau: PlateauWatch?
  private var variationSeed: UInt64 = 0
  private var stepsPerEpoch: Int { (job.training.count + batch - 1) / batch }
  private var batch: Int { min(job.options.batch, job.training.count) }

  static func train(_ job: TrainingJob) throws -> [Epoch] {
    var trainer = SlowTrainer(job)
    try trainer.project()
    var random = RandomSource(seed: job.options.seed)
    var variations = RandomSource(seed: ~job.options.seed)
    var order = (0..<Int32(job.training.count)).map { $0 }
    var epochs: [Epoch] = []
    for _ in 0..<job.options.epochs {
      random.shuffle(&order)
      trainer.variationSeed = variations.next() << 32
      var loss = 0.0
      for step in 0..<trainer.stepsPerEpoch {
        let start = step * trainer.batch
        loss += try trainer.step(
          Array(order[start..<min(order.count, start + trainer.batch)]), number: step)
      }
      epochs.append(try trainer.epoch(trainingLoss: loss / Double(order.count)))
    }
    return epochs
  }

  private init(_ job: TrainingJob) {
    self.job = job
    model = job.model
    network = SlowNetwork(graph: job.model.graph, frozen: job.options.frozen)
    optimizer = SlowOptimizer(job.options)
    plateau = PlateauWatch(job.options.schedule)
  }

  private mutating func epoch(trainingLoss: Double) throws -> Epoch {
    let (x, labels) = try SlowTrainer.examples(job.validation, (0..<Int32(job.validation.count)))
    let logits = try ReferenceExecutor(model.graph).output(x, parameters: model.parameters)
    let loss = try SoftmaxCrossEntropy.reference(logits, labels: labels).lossSum
    let classes = logits.count / labels.count
    let correct = labels.indices.filter { row in
      let scores = logits.values[row * classes..<(row + 1) * classes]
      return scores.firstIndex(of: scores.max() ?? 0) == row * classes + Int(labels[row])
    }
    plateau?.observe(loss: loss / Double(labels.count))
    return Epoch(
      model: model, trainingLoss: trainingLoss, validationLoss: loss / Double(labels.count),
      correct: correct.count)
  }

  /// Examples as they are.
  static func examples(
    _ source: any ExampleSource, _ indices: some Sequence<Int32>
  ) throws -> (x: Tensor, labels: [Int32]) {
    let indices = Array(indices)
    var x = Tensor(zeros: try source.exampleShape.batched(indices.count))
    var labels = [Int32](repeating: 0, count: indices.count)
    indices.withUnsafeBufferPointer { indices in
      x.withUnsafeMutableBufferPointer { values in
        labels.withUnsafeMutableBufferPointer { source.copy(indices, values: values, labels: $0) }
      }
    }
    return (x, labels)
  }

  private mutating func project() throws {
    for (name, constraints) in job.constraints where !job.options.frozen.contains(name) {
      var weights = try model.parameter(name)
      for constraint in constraints {
        weights.withUnsafeMutableBufferPointer { constraint.project($0, from: 0) }
      }
      try model.setParameter(name, weights)
    }
  }

  /// What the network sees of a minibatch, and what it should say.
  private func minibatch(
    _ indices: [Int32], number: Int
  ) throws -> (x: Tensor, targets: Tensor) {
    let options = job.options
    var (x, labels) = try SlowTrainer.examples(job.training, indices)
    x.withUnsafeMutableBufferPointer { values in
      indices.withUnsafeBufferPointer {
        options.augmentation.apply(
          to: values, indices: $0, shape: job.training.exampleShape, seed: variationSeed)
      }
    }
    var partners: [MixupPartner] = []
    if !options.mixup.isNone {
      var random = RandomSource(seed: variationSeed ^ ~UInt64(number))
      partners = options.mixup.draw(count: indices.count, using: &random)
      let (own, size) = (x, job.training.exampleShape.count)
      x.withUnsafeMutableBufferPointer { values in
        for (row, partner) in partners.enumerated() {
          for element in 0..<size {
            let other = own[partner.position * size + element]
            values[row * size + element] =
              partner.weight * own[row * size + element] + (1 - partner.weight) * other
          }
        }
      }
    }
    let distribution = TargetDistribution(
      classes: job.training.classes, smoothing: options.loss.labelSmoothing)
    return (x, try distribution.tensor(labels: labels, partners: partners))
  }

  private mutating func step(_ indices: [Int32], number: Int) throws -> Double {
    let (x, targets) = try minibatch(indices, number: number)
    var shards: [(x: Tensor, results: [Tensor])] = []
    var sums: [String: [Double]] = [:]
    var lossSum = 0.0
    for range in Sharding.ranges(of: indices.count) {
      let own = try x.rows(range)
      let seeds = indices[range].map { variationSeed ^ UInt64(UInt32(bitPattern: $0)) }
      let results = try network.activations(own, model.parameters, rowSeeds: seeds)
      let logits = results.last ?? own
      let teacher = try job.teacher.map {
        try ReferenceExecutor($0.graph).output(own, parameters: $0.parameters)
      }
      let loss = try SoftmaxCrossEntropy.evaluate(
        logits: logits, targets: try targets.rows(range), teacher: teacher,
        distillation: job.options.loss.distillation)
      lossSum += loss.lossSum
      let gradients = try network.gradients(
        own, model.parameters, results: results, outputGradient: loss.gradient, rowSeeds: seeds)
      for (name, gradient) in gradients {
        let sum = sums[name] ?? Array(repeating: 0, count: gradient.count)
        sums[name] = zip(sum, gradient.values).map { $0 + Double($1) / Double(indices.count) }
      }
      shards.append((own, results))
    }
    for (name, statistic) in try network.statistics(shards) {
      let node = model.graph.nodes.first { node in node.parameters.contains { $0.name == name } }
      guard let layer = node?.operation as? BatchNorm else { continue }
      try model.setParameter(name, try layer.updated(try model.parameter(name), with: statistic))
    }
    try update(sums)
    return lossSum
  }

  private mutating func update(_ sums: [String: [Double]]) throws {
    var gradients: [String: [Float]] = [:]
    for (name, slot) in model.graph.nodes.flatMap(\.parameters)
    where slot.role.isTrained && !job.options.frozen.contains(name) {
      var gradient = (sums[name] ?? Array(repeating: 0, count: slot.shape.count)).map { Float($0) }
      for constraint in job.constraints[name] ?? [] {
        gradient.withUnsafeMutableBufferPointer { constraint.pullBack($0, from: 0) }
      }
      gradients[name] = gradient
    }
    var shrink = 1.0
    if let clipping = job.options.clipping {
      let squares = gradients.values.joined().reduce(0.0) { $0 + Double($1) * Double($1) }
      shrink = min(1, clipping.maximumNorm / squares.squareRoot())
    }
    let factor = job.options.schedule.factor(
      ScheduleTime(
        step: optimizer.steps, stepsPerEpoch: stepsPerEpoch, epochs: job.options.epochs,
        drops: plateau?.drops ?? 0))
    optimizer.beginStep(factor: factor)
    for (name, slot) in model.graph.nodes.flatMap(\.parameters) {
      guard let gradient = gradients[name] else { continue }
      // Only what multiplies activations decays.
      let decay = slot.name == "weight" ? job.options.weightDecay : 0
      let weights = try model.parameter(name)
      let next = optimizer.update(
        name, weights.values, gradient.map { shrink * Double($0) }, decay: decay)
      try model.setParameter(name, try Tensor(next, shape: weights.shape))
    }
    try project()
  }
}

extension Tensor {
  /// Some rows of a batch.
  func rows(_ range: Range<Int>) throws -> Tensor {
    let size = count / max(1, shape.dimensions[0])
    return try Tensor(
      Array(values[range.lowerBound * size..<range.upperBound * size]),
      shape: try Shape([range.count] + shape.dimensions.dropFirst()))
  }
}
