import Networks
import Tensors

/// What a trainer is given.
public struct TrainingJob: Sendable {
  /// The model to start from.
  public var model: Model
  /// Examples to learn from.
  public var training: any ExampleSource
  /// Examples that choose the best epoch.
  public var validation: any ExampleSource
  /// Constraints by parameter name, in the order in which they apply.
  public var constraints: [String: [any ParameterConstraint]]
  /// How to train.
  public var options: TrainingOptions

  /// A job.
  public init(
    model: Model, training: any ExampleSource, validation: any ExampleSource,
    constraints: [String: [any ParameterConstraint]] = [:], options: TrainingOptions
  ) {
    self.model = model
    self.training = training
    self.validation = validation
    self.constraints = constraints
    self.options = options
  }

  /// Trains the model and gives back its best epoch.
  ///
  /// Same job, same bits, whatever `options.threads` is.
  /// - Parameters:
  ///   - progress: called on the caller's thread a few times a second and after every epoch.
  ///   - isCancelled: asked after every minibatch.
  /// - Throws: `TrainingError` if something does not fit, the loss is no number any more, or the
  ///   caller asked to stop; the job's model is what it was.
  public func run(
    progress: (TrainingProgress) -> Void = { _ in },
    isCancelled: @Sendable @escaping () -> Bool = { false }
  ) throws(TrainingError) -> (model: Model, report: TrainingReport) {
    let trainer = try Trainer(self, isCancelled: isCancelled)
    return try trainer.run(progress)
  }
}

/// One run of a `TrainingJob`.
final class Trainer {
  private let job: TrainingJob
  /// Examples in a minibatch, at most all there are: what was asked for may be any number.
  private let batch: Int
  private let isCancelled: @Sendable () -> Bool
  private let pool: WorkerPool
  private let weights: ParameterArena
  private let shardGradients: [ParameterArena]
  private let update: ParameterUpdate
  private let evaluator: Evaluator
  private var executors: [ExecutorKey: OneDNNExecutor] = [:]
  private var random: RandomSource
  private let start = monotonicSeconds()
  private var lastProgress = 0.0
  /// What the variations of the running epoch are drawn from.
  private var variationSeed: UInt64 = 0
  /// Apart from `random`: the order of the examples is the same with and without variations.
  private var variations: RandomSource

  private struct ExecutorKey: Hashable {
    let shard: Int
    let rows: Int
  }

  init(_ job: TrainingJob, isCancelled: @escaping @Sendable () -> Bool) throws(TrainingError) {
    let graph = job.model.graph
    try requireFit(graph, job.training)
    try requireFit(graph, job.validation)
    guard job.options.epochs > 0, job.options.batch > 0 else {
      throw .invalid(
        "there is nothing to do in \(job.options.epochs) epochs of minibatches of "
          + "\(job.options.batch)")
    }
    do {
      try job.model.requireFinite()
    } catch {
      throw TrainingError(error)
    }
    try job.options.augmentation.requireFit(job.training.exampleShape)
    self.job = job
    self.isCancelled = isCancelled
    pool = WorkerPool(threads: job.options.threads, prepare: { OneDNN.prepareThread() })
    let layout = ParameterLayout(graph)
    weights = ParameterArena(layout)
    weights.load(job.model.parameters)
    batch = min(job.options.batch, job.training.count)
    shardGradients = Sharding.ranges(of: batch).map { _ in ParameterArena(layout) }
    update = try ParameterUpdate(
      weights: weights, constraints: job.constraints, options: job.options)
    evaluator = Evaluator(graph, pool: pool, weights: weights)
    random = RandomSource(seed: job.options.seed)
    variations = RandomSource(seed: ~job.options.seed)
  }

  func run(
    _ progress: (TrainingProgress) -> Void
  ) throws(TrainingError) -> (model: Model, report: TrainingReport) {
    let (steps, overflow) = stepsPerEpoch.multipliedReportingOverflow(by: job.options.epochs)
    update.totalSteps = overflow ? .max : steps
    update.projectAll()
    var order = (0..<Int32(job.training.count)).map { $0 }
    var epochs: [EpochReport] = []
    var best: (report: EpochReport, model: Model)?
    var trainingSeconds = 0.0
    for epoch in 1...job.options.epochs {
      random.shuffle(&order)
      // The low half is left for the example's own number.
      variationSeed = variations.next() << 32
      let began = monotonicSeconds()
      let loss = try runEpoch(epoch, order, progress)
      let seconds = monotonicSeconds() - began
      trainingSeconds += seconds
      // A rectifier makes 0 of NaN: the loss alone does not tell.
      guard weights.isFinite else { throw .diverged(epoch: epoch, step: stepsPerEpoch) }
      let validation = try evaluator.evaluate(job.validation, isCancelled: isCancelled)
      guard validation.loss.isFinite else { throw .diverged(epoch: epoch, step: stepsPerEpoch) }
      let report = EpochReport(
        epoch: epoch, trainingLoss: loss, validation: validation,
        imagesPerSecond: Double(order.count) / max(seconds, 1e-9))
      epochs.append(report)
      if best.map({ isBetter(validation, than: $0.report.validation) }) ?? true {
        best = (report, try currentModel())
      }
      self.report(progress, epoch, steps: stepsPerEpoch, loss: loss, since: began, report)
    }
    guard let best else { throw .invalid("no epoch was trained") }
    let report = TrainingReport(
      epochs: epochs, bestEpoch: best.report.epoch, shards: shardGradients.count,
      seconds: monotonicSeconds() - start,
      imagesPerSecond: Double(order.count * epochs.count) / max(trainingSeconds, 1e-9))
    return (best.model, report)
  }

  private var stepsPerEpoch: Int {
    (job.training.count + batch - 1) / batch
  }

  private func isBetter(_ a: EvaluationReport, than b: EvaluationReport) -> Bool {
    a.correct != b.correct ? a.correct > b.correct : a.loss < b.loss
  }

  private func currentModel() throws(TrainingError) -> Model {
    do {
      return try Model(
        name: job.model.name, graph: job.model.graph, parameters: weights.tensors())
    } catch {
      throw TrainingError(error)
    }
  }

  private func runEpoch(
    _ epoch: Int, _ order: [Int32], _ progress: (TrainingProgress) -> Void
  ) throws(TrainingError) -> Double {
    let began = monotonicSeconds()
    var lossSum = 0.0
    var step = 0
    var position = 0
    while position < order.count {
      let end = min(order.count, position + batch)
      let loss = try runStep(order[position..<end])
      step += 1
      guard loss.isFinite else { throw .diverged(epoch: epoch, step: step) }
      lossSum += loss
      position = end
      if isCancelled() { throw .cancelled }
      if monotonicSeconds() - lastProgress > 0.1 {
        report(progress, epoch, steps: step, loss: lossSum / Double(position), since: began, nil)
      }
    }
    return lossSum / Double(order.count)
  }

  /// Trains on one minibatch and gives the sum of its losses.
  private func runStep(_ batch: ArraySlice<Int32>) throws(TrainingError) -> Double {
    let shards = Sharding.ranges(of: batch.count)
    let running = try shards.enumerated().map { index, range throws(TrainingError) in
      try executor(ExecutorKey(shard: index, rows: range.count))
    }
    let scale = 1 / Float(batch.count)
    let failure = FirstFailure()
    var losses = [Double](repeating: 0, count: shards.count)
    losses.withUnsafeMutableBufferPointer { losses in
      nonisolated(unsafe) let losses = losses
      batch.withUnsafeBufferPointer { batch in
        pool.run(shards.count) { shard, _ in
          do throws(TrainingError) {
            let executor = running[shard]
            let indices = UnsafeBufferPointer(rebasing: batch[shards[shard]])
            job.training.copy(indices, values: executor.input, labels: executor.labels)
            job.options.augmentation.apply(
              to: executor.input, indices: indices, shape: job.training.exampleShape,
              seed: variationSeed)
            try executor.forward()
            losses[shard] = try executor.lossSum()
            try executor.seedGradient(scale: scale)
            try executor.backward()
          } catch {
            failure.record(error)
          }
        }
      }
    }
    if let error = failure.error { throw error }
    update.step(shardGradients.prefix(shards.count), pool)
    return losses.reduce(0, +)
  }

  private func executor(_ key: ExecutorKey) throws(TrainingError) -> OneDNNExecutor {
    if let executor = executors[key] { return executor }
    let executor = try OneDNNExecutor(
      job.model.graph, rows: key.rows, weights: weights, gradients: shardGradients[key.shard])
    executors[key] = executor
    return executor
  }

  private func report(
    _ progress: (TrainingProgress) -> Void, _ epoch: Int, steps: Int, loss: Double,
    since began: Double, _ finished: EpochReport?
  ) {
    let now = monotonicSeconds()
    lastProgress = now
    let done = Double(epoch - 1) + Double(steps) / Double(stepsPerEpoch)
    let images = Double(min(steps * batch, job.training.count))
    progress(
      TrainingProgress(
        epoch: epoch, epochs: job.options.epochs, fraction: done / Double(job.options.epochs),
        loss: loss,
        imagesPerSecond: finished?.imagesPerSecond ?? images / max(now - began, 1e-9),
        seconds: now - start, finishedEpoch: finished))
  }
}
