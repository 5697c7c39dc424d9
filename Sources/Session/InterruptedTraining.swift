import DeepCompression
import Language

/// A training that a command began, with what is needed to end it in the same session.
public struct StartedTraining: Sendable {
  /// The command, such as `train`.
  public let activity: String
  /// What is trained, and how.
  public let job: TrainingJob
  /// Digest of the workspace that it began with.
  public let origin: Digest
  /// The random numbers that follow it.
  public let random: RandomSource

  /// A training.
  /// - Parameters:
  ///   - activity: the command, such as `train`.
  ///   - job: what is trained, and how.
  ///   - origin: digest of the workspace that it begins with.
  ///   - random: the random numbers that follow it.
  public init(activity: String, job: TrainingJob, origin: Digest, random: RandomSource) {
    self.activity = activity
    self.job = job
    self.origin = origin
    self.random = random
  }
}

/// A training that stopped before its end.
///
/// It is no part of the workspace: the command that was interrupted has changed nothing.
public struct InterruptedTraining: Sendable {
  /// The training.
  public let training: StartedTraining
  /// Where it stopped.
  public let checkpoint: TrainingCheckpoint
  /// Where its numbers stopped being numbers, if that is why: then it cannot go on.
  public let divergence: Divergence?
  /// Wall-clock seconds of all its parts.
  public let seconds: Double

  /// A training that stopped.
  /// - Parameters:
  ///   - training: the training.
  ///   - checkpoint: where it stopped.
  ///   - divergence: where its numbers stopped being numbers, if that is why.
  ///   - seconds: wall-clock seconds of all its parts.
  public init(
    _ training: StartedTraining, at checkpoint: TrainingCheckpoint,
    divergence: Divergence? = nil, seconds: Double
  ) {
    self.training = training
    self.checkpoint = checkpoint
    self.divergence = divergence
    self.seconds = seconds
  }

  /// The number of the best complete epoch, if there is one.
  public var bestEpoch: Int? { checkpoint.best?.report.epoch }

  /// The number of the epoch that it stopped in.
  public var epoch: Int { (checkpoint.lastEpoch?.epoch ?? 0) + 1 }

  /// Why the command failed, and what can be done.
  public var diagnostic: Diagnostic {
    var diagnostic = divergence.map { Diagnostic($0) } ?? .interrupted
    let best = bestEpoch.map { "`continue --stop` takes epoch \($0), the best one" }
    let ways: [String?] =
      divergence == nil
      ? ["`continue` goes on in epoch \(epoch)", best] : [diagnostic.help, best]
    diagnostic.help = ways.compactMap { $0 }.joined(separator: "; ")
    return diagnostic
  }
}
