import DeepCompression
import Display
import Language
import Session

// What `train`, `retrain` and `continue` share.

extension Session {
  /// Runs a training, and takes over its best epoch when it ends.
  ///
  /// What stops before its end is kept for `continue`.
  /// - Parameters:
  ///   - training: the training.
  ///   - earlier: where it stopped before; nil to begin.
  /// - Throws: `Diagnostic` if something does not fit, or on interruption or divergence.
  mutating func run(
    _ training: StartedTraining, from earlier: InterruptedTraining? = nil
  ) throws(Diagnostic) -> Output {
    let (reporter, cancellation) = (progress, self.cancellation)
    let began = monotonicSeconds()
    let outcome: TrainingOutcome
    do {
      outcome = try training.job.run(
        from: earlier?.checkpoint,
        progress: { reporter.report(Progress($0, activity: training.activity)) },
        isCancelled: { cancellation.isRaised })
    } catch {
      throw Diagnostic(error)
    }
    let stopped: InterruptedTraining
    let seconds = (earlier?.seconds ?? 0) + monotonicSeconds() - began
    switch outcome {
    case .finished(let model, let report):
      return try end(training, with: model, TrainingResult(report))
    case .interrupted(let checkpoint):
      stopped = InterruptedTraining(training, at: checkpoint, seconds: seconds)
    case .diverged(let divergence, let checkpoint):
      stopped = InterruptedTraining(
        training, at: checkpoint, divergence: divergence, seconds: seconds)
    }
    interrupted = stopped
    throw stopped.diagnostic
  }

  /// Takes over what a training gave.
  /// - Throws: `Diagnostic` if it breaks a mask or a codebook.
  mutating func end(
    _ training: StartedTraining, with model: Model, _ result: TrainingResult
  ) throws(Diagnostic) -> Output {
    var compressed = try requireModel()
    do {
      try compressed.adopt(model)
    } catch {
      throw Diagnostic(error)
    }
    workspace.compressed = compressed
    workspace.random = training.random
    interrupted = nil
    return Output(result.record, display: Display(text: result.summary))
  }
}

extension Progress {
  /// Where a training stands.
  init(_ progress: TrainingProgress, activity: String) {
    let epoch = "epoch \(progress.epoch) of \(progress.epochs)"
    let rate = Quantity.perSecond(progress.imagesPerSecond, "images")
    let milestone = progress.finishedEpoch.map { finished in
      "\(activity) \(epoch): loss \(Quantity.significant(finished.trainingLoss)), validation error "
        + "\(Quantity.percent(finished.validation.error)), \(rate)"
    }
    self.init(
      activity: activity, stage: epoch, fraction: progress.fraction,
      figures: ["loss \(Quantity.significant(progress.loss))", rate], seconds: progress.seconds,
      milestone: milestone, isFinished: progress.fraction >= 1 && milestone != nil)
  }
}
