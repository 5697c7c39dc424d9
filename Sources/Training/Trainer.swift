import Networks
import Tensors

/// One run of a `TrainingJob`.
final class Trainer {
  private let job: TrainingJob
  /// Examples in a minibatch, at most all there are: what was asked for may be any number.
  private let batch: Int
  private let isCancelled: @Sendable () -> Bool
  private let pool: WorkerPool
  private let weights: ParameterArena
  private let minibatch: Minibatch
  private let update: ParameterUpdate
  private let statistics: BatchStatistics
  private let evaluator: Evaluator
  private var state: TrainingCheckpoint
  private let start = monotonicSeconds()
  private var lastProgress = 0.0

  init(
    _ job: TrainingJob, from checkpoint: TrainingCheckpoint?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(TrainingError) {
    try job.requireValid()
    self.job = job
    self.isCancelled = isCancelled
    let graph = job.model.graph
    pool = WorkerPool(threads: job.options.threads, prepare: { OneDNN.prepareThread() })
    weights = ParameterArena(ParameterLayout(graph))
    weights.load(job.model.parameters)
    batch = min(job.options.batch, job.training.count)
    minibatch = try Minibatch(
      job, weights: weights, batch: batch, pool: pool, isCancelled: isCancelled)
    update = try ParameterUpdate(
      weights: weights, gradients: minibatch.gradientLayout, tape: minibatch.tape, job: job,
      threads: pool.threads)
    statistics = BatchStatistics(graph, weights: weights, gradients: minibatch.gradientLayout)
    evaluator = try Evaluator(graph, pool: pool, weights: weights)
    if let checkpoint {
      guard checkpoint.order.count == job.training.count else {
        throw .invalid("the training was interrupted with other examples")
      }
      guard weights.layout.fits(checkpoint.weights) else {
        throw .invalid("the training was interrupted with another network")
      }
      guard update.fits(checkpoint.optimizer) else {
        throw .invalid("the training was interrupted with another optimizer")
      }
      state = checkpoint
      weights.load(checkpoint.weights)
      update.restore(checkpoint.optimizer)
    } else {
      state = TrainingCheckpoint(job)
      update.projectAll()
    }
  }

  func run(_ progress: (TrainingProgress) -> Void) throws(TrainingError) -> TrainingOutcome {
    do {
      while true {
        if let divergence = try runEpoch(progress) { return .diverged(divergence, checkpoint()) }
        if isFinished { break }
        state.epoch += 1
        state.beginEpoch()
      }
    } catch .cancelled {
      return .interrupted(checkpoint())
    }
    guard let best = state.best else { throw .invalid("no epoch was trained") }
    let report = TrainingReport(
      epochs: state.epochs, bestEpoch: best.report.epoch,
      shards: minibatch.shardGradients.count, stoppedEarly: state.epoch < job.options.epochs,
      seconds: seconds,
      imagesPerSecond: Double(state.order.count * state.epochs.count)
        / max(state.trainingSeconds, 1e-9))
    return .finished(best.model, report)
  }

  private var seconds: Double { state.seconds + monotonicSeconds() - start }

  private var isFinished: Bool {
    if state.epoch >= job.options.epochs { return true }
    guard let patience = job.options.patience, let best = state.best else { return false }
    return state.epoch - best.report.epoch >= patience
  }

  /// Everything that decides how the training goes on.
  private func checkpoint() -> TrainingCheckpoint {
    var checkpoint = state
    checkpoint.weights = weights.tensors()
    checkpoint.optimizer = update.memory
    checkpoint.seconds = seconds
    return checkpoint
  }

  private var stepsPerEpoch: Int { (job.training.count + batch - 1) / batch }

  private var step: Int { (state.position + batch - 1) / batch }

  /// The rest of the running epoch, and what it is worth.
  private func runEpoch(
    _ progress: (TrainingProgress) -> Void
  ) throws(TrainingError) -> Divergence? {
    try minibatch.refresh()
    let began = monotonicSeconds()
    let spent = state.trainingSeconds
    let resumedAt = state.position
    while state.position < state.order.count {
      if let divergence = try runStep() { return divergence }
      state.trainingSeconds = spent + monotonicSeconds() - began
      if isCancelled() { throw .cancelled }
      if monotonicSeconds() - lastProgress > 0.1 { report(progress, since: resumedAt, began) }
    }
    // A rectifier makes 0 of NaN: the loss alone does not tell.
    if let name = weights.firstNonFinite { return divergence(at: name) }
    let validation = try evaluator.evaluate(job.validation, isCancelled: isCancelled)
    guard validation.loss.isFinite else { return divergence(at: nil) }
    let seconds = monotonicSeconds() - began
    let report = EpochReport(
      epoch: state.epoch, trainingLoss: state.lossSum / Double(state.order.count),
      validation: validation,
      imagesPerSecond: Double(state.order.count - resumedAt)
        / max(min(seconds, state.trainingSeconds - spent), 1e-9))
    state.epochs.append(report)
    state.plateau?.observe(loss: validation.loss)
    if state.best.map({ isBetter(validation, than: $0.report.validation) }) ?? true {
      state.best = (report, try currentModel())
    }
    self.report(progress, since: resumedAt, began, report)
    return nil
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

  private func divergence(at layer: String?) -> Divergence {
    Divergence(epoch: state.epoch, step: step, layer: layer)
  }

  /// Trains on one minibatch.
  private func runStep() throws(TrainingError) -> Divergence? {
    let end = min(state.order.count, state.position + batch)
    let examples = state.order[state.position..<end]
    let result = try minibatch.run(
      Minibatch.Place(examples: examples, step: step, variationSeed: state.variationSeed))
    guard result.lossSum.isFinite else {
      return Divergence(epoch: state.epoch, step: step + 1, layer: result.nonFiniteLayer)
    }
    let shards = Sharding.ranges(of: examples.count)
    let gradients = minibatch.shardGradients.prefix(shards.count)
    statistics.update(zip(gradients, shards).map { ($0, $1.count) })
    let spoilt = try update.step(
      gradients, examples: examples.count,
      at: ScheduleTime(
        step: update.steps, stepsPerEpoch: stepsPerEpoch, epochs: job.options.epochs,
        drops: state.plateau?.drops ?? 0), pool)
    if let spoilt { return Divergence(epoch: state.epoch, step: step + 1, layer: spoilt) }
    try minibatch.refresh()
    state.position = end
    state.lossSum += result.lossSum
    return nil
  }

  private func report(
    _ progress: (TrainingProgress) -> Void, since resumedAt: Int, _ began: Double,
    _ finished: EpochReport? = nil
  ) {
    let now = monotonicSeconds()
    lastProgress = now
    let done = Double(state.epoch - 1) + Double(state.position) / Double(state.order.count)
    progress(
      TrainingProgress(
        epoch: state.epoch, epochs: job.options.epochs,
        fraction: done / Double(job.options.epochs),
        loss: state.lossSum / Double(max(1, state.position)),
        imagesPerSecond: finished?.imagesPerSecond
          ?? Double(state.position - resumedAt) / max(now - began, 1e-9),
        seconds: seconds, finishedEpoch: finished))
  }
}
