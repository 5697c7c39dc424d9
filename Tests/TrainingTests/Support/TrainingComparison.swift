import Networks
import Tensors
import Testing
import Training

extension TrainingJob {
  /// How a job ended otherwise than wanted.
  struct UnexpectedEnd: Error {
    let outcome: String
  }

  /// Trains to the end.
  func finish(
    from checkpoint: TrainingCheckpoint? = nil,
    progress: (TrainingProgress) -> Void = { _ in }
  ) throws -> (model: Model, report: TrainingReport) {
    switch try run(from: checkpoint, progress: progress) {
    case .finished(let model, let report): return (model, report)
    case .interrupted: throw UnexpectedEnd(outcome: "interrupted")
    case .diverged(let place, _): throw UnexpectedEnd(outcome: "diverged: \(place)")
    }
  }

  /// The job with another number of threads.
  func with(threads: Int) -> TrainingJob {
    var job = self
    job.options.threads = threads
    return job
  }
}

/// What a training gave, without what depends on the clock.
struct TrainingBits: Equatable {
  let model: [UInt32]
  let epochs: [EpochReport.Bits]
  let bestEpoch: Int
  let shards: Int
  let stoppedEarly: Bool

  init(_ result: (model: Model, report: TrainingReport)) {
    model = result.model.bits
    epochs = result.report.epochs.map(\.bits)
    bestEpoch = result.report.bestEpoch
    shards = result.report.shards
    stoppedEarly = result.report.stoppedEarly
  }
}

extension EpochReport {
  /// What does not depend on the clock.
  struct Bits: Equatable {
    let epoch: Int
    let loss: UInt64
    let validation: EvaluationReport
  }

  var bits: Bits {
    Bits(epoch: epoch, loss: trainingLoss.bitPattern, validation: validation)
  }
}

/// Expects a training to agree with the slow one: the losses of every epoch, and every parameter of
/// the best one in the scale of how far it moved.
/// - Parameters:
///   - tolerance: the error allowed, as a share of the movement.
///   - smallest: the least that a parameter must move to show anything.
///   - still: parameters that need not move.
func expectAgreement(
  _ job: TrainingJob, _ what: String, tolerance: Float = 1e-3, smallest: Float = 1e-3,
  still: Set<String> = []
) throws {
  let expected = try SlowTrainer.train(job)
  let (model, report) = try job.finish()
  for (epoch, slow) in zip(report.epochs, expected) {
    let number = epoch.epoch
    #expect(
      abs(epoch.trainingLoss - slow.trainingLoss) <= 2e-5 * max(1, slow.trainingLoss),
      "\(what), epoch \(number): loss \(epoch.trainingLoss), not \(slow.trainingLoss)")
    #expect(
      abs(epoch.validation.loss - slow.validationLoss) <= 1e-3 * max(1, slow.validationLoss),
      "\(what), epoch \(number): loss \(epoch.validation.loss), not \(slow.validationLoss)")
    #expect(
      abs(epoch.validation.correct - slow.correct) <= 1,
      "\(what), epoch \(number): \(epoch.validation.correct) right, not \(slow.correct)")
  }
  #expect(report.epochs.count == expected.count, "\(what)")
  for (name, tensor) in expected[report.bestEpoch - 1].model.parameters {
    let start = try job.model.parameter(name)
    let trained = try model.parameter(name)
    if job.options.frozen.contains(name) {
      #expect(trained.isBitIdentical(to: start), "\(what): \(name) is frozen")
      continue
    }
    let moved = largestDifference(start, tensor)
    if !still.contains(name) { #expect(moved > smallest, "\(what): \(name) did not move") }
    let error = largestDifference(trained, tensor)
    #expect(
      error <= tolerance * max(moved, 1e-3), "\(what): \(name) is off by \(error) of \(moved)")
  }
}

/// The largest difference of two elements.
func largestDifference(_ a: Tensor, _ b: Tensor) -> Float {
  zip(a.values, b.values).map { ($0 - $1).magnitude }.max() ?? 0
}
