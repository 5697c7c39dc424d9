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
  /// Weight decay: of weights, not of biases, scales and norms. Added to the gradient, or taken off
  /// the weight, as the optimizer defines it.
  public var weightDecay: Double
  /// A limit on the gradient's norm.
  public var clipping: GradientClipping?
  /// What the network's answers are compared with.
  public var loss: LossOptions
  /// How training examples are varied.
  public var augmentation: Augmentation
  /// How training examples are mixed with each other.
  public var mixup: Mixup
  /// Epochs without a better one after which training ends; nil for all epochs.
  public var patience: Int?
  /// Names of parameters that stay as they are.
  public var frozen: Set<String>
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
    clipping = nil
    loss = .plain
    mixup = .none
    patience = nil
    frozen = []
  }

  /// Refuses options that make no training.
  /// - Throws: `TrainingError.invalid` that says which.
  func requireValid() throws(TrainingError) {
    guard epochs > 0, batch > 0 else {
      throw .invalid("there is nothing to do in \(epochs) epochs of minibatches of \(batch)")
    }
    if let patience, patience < 1 {
      throw .invalid("a patience of \(patience) epochs is not possible, only 1 or more")
    }
    if let learningRate { try TrainingOptions.require("learning rate", learningRate) }
    try TrainingOptions.require("weight decay", weightDecay)
    try settings.requireValid()
    try schedule.requireValid()
    try clipping?.requireValid()
    try loss.requireValid()
    try mixup.requireValid()
  }

  /// Refuses what is negative or no finite number in single precision, in which steps are taken.
  private static func require(_ name: String, _ value: Double) throws(TrainingError) {
    guard value >= 0, Float(value).isFinite else {
      throw .invalid("a \(name) of \(value) is not possible, only 0 or more")
    }
  }
}
