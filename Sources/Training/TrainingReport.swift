/// One pass over the training examples.
public struct EpochReport: Hashable, Sendable {
  /// Number of the epoch, from 1.
  public let epoch: Int
  /// Mean training loss in nats, measured while the weights changed.
  public let trainingLoss: Double
  /// The validation examples after the epoch.
  public let validation: EvaluationReport
  /// Training examples per second, validation not counted.
  public let imagesPerSecond: Double
}

/// What a training gave.
public struct TrainingReport: Hashable, Sendable {
  /// All epochs.
  public let epochs: [EpochReport]
  /// Number of the epoch that was kept, from 1: the one with the fewest validation errors, and of
  /// those the one with the lowest validation loss.
  public let bestEpoch: Int
  /// Number of shards that a full minibatch was cut into.
  public let shards: Int
  /// Whether it ended before all epochs, as no better one came for too long.
  public let stoppedEarly: Bool
  /// Wall-clock seconds, validation included.
  public let seconds: Double
  /// Training examples per second over all epochs, validation not counted.
  public let imagesPerSecond: Double

  /// The epoch that was kept.
  public var best: EpochReport? { epochs.first { $0.epoch == bestEpoch } }
}

/// Where a training stands.
public struct TrainingProgress: Sendable {
  /// Number of the running epoch, from 1.
  public let epoch: Int
  /// Number of epochs.
  public let epochs: Int
  /// Share of the whole training that is done, 0 … 1.
  public let fraction: Double
  /// Mean loss of the running epoch so far.
  public let loss: Double
  /// Training examples per second in the running epoch.
  public let imagesPerSecond: Double
  /// Seconds since the training began.
  public let seconds: Double
  /// The epoch that just ended, if one did.
  public let finishedEpoch: EpochReport?
}
