import DeepCompression
import Display
import Language
import Session

/// What `train`, `retrain` and `continue` tell of a training.
struct TrainingResult: Equatable {
  var epochs: [EpochReport]
  var best: EpochReport?
  var hasStoppedEarly: Bool
  var imagesPerSecond: Double
  var shards: Int
  var seconds: Double

  /// Of a training that ended by itself.
  init(_ report: TrainingReport) {
    epochs = report.epochs
    best = report.best
    hasStoppedEarly = report.stoppedEarly
    imagesPerSecond = report.imagesPerSecond
    shards = report.shards
    seconds = report.seconds
  }

  /// Of a training that is left at its last complete epoch.
  init(_ interrupted: InterruptedTraining) {
    let job = interrupted.training.job
    epochs = interrupted.checkpoint.epochs
    best = interrupted.checkpoint.best?.report
    hasStoppedEarly = epochs.count < job.options.epochs
    // Epochs are equally large: the mean rate is the harmonic one.
    let inverse = epochs.reduce(0) { $0 + 1 / max($1.imagesPerSecond, 1e-9) }
    imagesPerSecond = Double(epochs.count) / max(inverse, 1e-9)
    shards = Sharding.ranges(of: min(job.options.batch, job.training.count)).count
    seconds = interrupted.seconds
  }

  static let fields = [
    ResultField("epochs", .integer, "passes over the training images"),
    ResultField("loss", .number, "mean loss on the validation images after the best epoch"),
    ResultField("top1", .number, "share of validation images that are right after it"),
    ResultField("error", .number, "1 - top1"),
    ResultField("best_epoch", .integer, "the epoch that was kept: fewest validation errors"),
    ResultField("training_loss", .number, "mean loss on the training images in the best epoch"),
    ResultField("stopped_early", .flag, "whether training ended before all its epochs"),
    ResultField("images_per_second", .number, "training images, validation not counted"),
    ResultField("shards", .integer, "parts that a minibatch is cut into"),
    ResultField("seconds", .number, "wall-clock time"),
  ]

  var record: Record {
    [
      "epochs": .integer(epochs.count), "loss": .number(best?.validation.loss ?? 0),
      "top1": .number(best?.validation.top1 ?? 0), "error": .number(best?.validation.error ?? 0),
      "best_epoch": .integer(best?.epoch ?? 0), "training_loss": .number(best?.trainingLoss ?? 0),
      "stopped_early": .bool(hasStoppedEarly),
      "images_per_second": .number(imagesPerSecond.rounded()), "shards": .integer(shards),
      "seconds": .number(seconds),
    ]
  }

  /// One line for people.
  var summary: String {
    let count = epochs.count == 1 ? "1 epoch" : "\(epochs.count) epochs"
    return "best of \(count)\(hasStoppedEarly ? ", stopped early" : ""): \(best?.epoch ?? 0), "
      + "validation error \(Quantity.percent(best?.validation.error ?? 0)), loss "
      + "\(Quantity.significant(best?.validation.loss ?? 0)); "
      + "\(Quantity.perSecond(imagesPerSecond, "images")), \(Quantity.seconds(seconds))"
  }
}
