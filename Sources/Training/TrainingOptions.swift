/// How a network is trained.
public struct TrainingOptions: Sendable {
  /// Passes over the training examples.
  public var epochs: Int
  /// Examples in a minibatch.
  public var batch: Int
  /// Name of the optimizer; see `Optimizers`.
  public var optimizer: String
  /// Settings of the optimizer.
  public var settings: OptimizerSettings
  /// Learning rate; nil for the optimizer's own.
  public var learningRate: Double?
  /// How the rate changes.
  public var schedule: Schedule
  /// Weight decay (L2): added to the gradient of weights, not of biases.
  public var weightDecay: Double
  /// How training examples are varied.
  public var augmentation: Augmentation
  /// Where the order of the examples, and their variations, come from.
  public var seed: UInt64
  /// Number of threads; the result does not depend on it.
  public var threads: Int

  /// Options; the defaults train for one epoch.
  public init(
    epochs: Int = 1, batch: Int = 64, optimizer: String = SGD.name,
    settings: OptimizerSettings = OptimizerSettings(), learningRate: Double? = nil,
    schedule: Schedule = .constant, weightDecay: Double = 0,
    augmentation: Augmentation = .none, seed: UInt64 = 0, threads: Int = 1
  ) {
    self.epochs = epochs
    self.batch = batch
    self.optimizer = optimizer
    self.settings = settings
    self.learningRate = learningRate
    self.schedule = schedule
    self.weightDecay = weightDecay
    self.augmentation = augmentation
    self.seed = seed
    self.threads = threads
  }
}

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
