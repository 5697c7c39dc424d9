import Networks
import OrderedCollections
import Tensors

/// What an optimizer remembers.
struct OptimizerMemory: Sendable {
  /// The optimizer's name.
  let name: String
  /// Number of steps so far.
  let steps: Int
  /// As the optimizer lists it, by parameter name.
  let values: [OrderedDictionary<String, Tensor>]
}

/// A training between two steps: everything that decides how it goes on.
///
/// Going on from it gives the same bits as never having stopped.
public struct TrainingCheckpoint: Sendable {
  /// Epochs that are complete, in order.
  public internal(set) var epochs: [EpochReport] = []
  /// The best of them with its model, as `TrainingReport.bestEpoch` defines it; nil before the first.
  public internal(set) var best: (report: EpochReport, model: Model)?
  /// Examples of the running epoch that have been learned from.
  public internal(set) var position = 0

  /// The running epoch, from 1.
  var epoch = 1
  /// Sum of the losses of the running epoch.
  var lossSum = 0.0
  var random: RandomSource
  /// Apart from `random`: the order of the examples is the same with and without variations.
  var variations: RandomSource
  /// What the variations of the running epoch are drawn from; its low half is 0.
  var variationSeed: UInt64 = 0
  /// The order of the running epoch.
  var order: [Int32]
  var plateau: PlateauWatch?
  var weights: OrderedDictionary<String, Tensor> = [:]
  var optimizer = OptimizerMemory(name: "", steps: 0, values: [])
  /// Seconds of training and of everything, so far.
  var trainingSeconds = 0.0
  var seconds = 0.0

  /// The beginning of a training.
  init(_ job: TrainingJob) {
    random = RandomSource(seed: job.options.seed)
    variations = RandomSource(seed: ~job.options.seed)
    order = (0..<Int32(job.training.count)).map { $0 }
    plateau = PlateauWatch(job.options.schedule)
    beginEpoch()
  }

  /// Draws what the next epoch is made of.
  mutating func beginEpoch() {
    random.shuffle(&order)
    // The low half is left for the example's own number.
    variationSeed = variations.next() << 32
    position = 0
    lossSum = 0
  }

  /// The last complete epoch, if there is one.
  public var lastEpoch: EpochReport? { epochs.last }
}

/// How a training ended.
public enum TrainingOutcome: Sendable {
  /// All epochs, or as many as were worth it.
  case finished(Model, TrainingReport)
  /// The caller asked to stop; goes on with `TrainingJob.run(from:)`.
  case interrupted(TrainingCheckpoint)
  /// A result or the loss is no number any more; the checkpoint holds the epochs before.
  case diverged(Divergence, TrainingCheckpoint)

  /// The best epoch's model, if the training ended by itself.
  public var model: Model? {
    if case .finished(let model, _) = self { model } else { nil }
  }
}

/// Where a training stopped being a matter of numbers.
public struct Divergence: Hashable, Sendable {
  /// The epoch, from 1.
  public let epoch: Int
  /// The step of the epoch, from 1.
  public let step: Int
  /// The first layer whose result, or the parameter whose value, is NaN or infinite; nil if only
  /// the loss is.
  public let layer: String?

  /// A place.
  public init(epoch: Int, step: Int, layer: String?) {
    self.epoch = epoch
    self.step = step
    self.layer = layer
  }
}
