import DeepCompression
import Display
import Language
import Session

/// An optimizer by name.
enum OptimizerChoice: String, ArgumentEnum {
  case sgd
  case adam
}

/// How the learning rate changes, by name.
enum ScheduleChoice: String, ArgumentEnum {
  case constant
  case cosine

  var schedule: Schedule {
    switch self {
    case .constant: .constant
    case .cosine: .cosine
    }
  }
}

/// The arguments that `train` and `retrain` share.
struct TrainingArguments: Sendable, Equatable {
  var epochs: PositiveInt = 10
  var batch: PositiveInt = 64
  var optimizer = OptimizerChoice.sgd
  var rate: Double?
  var momentum = 0.9
  var decay = 0.0
  var schedule = ScheduleChoice.constant
  var shift = 0
}

/// A command that trains the model.
protocol TrainingCommand: Command {
  var training: TrainingArguments { get set }
}

extension TrainingCommand {
  /// The options of all commands that train.
  static var trainingParameters: [Parameter<Self>] {
    [
      .option(\.training.epochs, "epochs", "passes over the training images"),
      .option(\.training.batch, "batch", "images in a minibatch"),
      .option(\.training.optimizer, "optimizer", "how weights follow their gradients"),
      .option(
        \.training.rate, "lr", "learning rate; 0.1 for sgd and 0.001 for adam if not given",
        in: 0.0...),
      .option(
        \.training.momentum, "momentum", "share of the last step that sgd repeats", in: 0.0...1.0),
      .option(\.training.decay, "decay", "weight decay of weights (not of biases)", in: 0.0...),
      .option(\.training.schedule, "schedule", "how the learning rate changes after each step"),
      .option(
        \.training.shift, "shift",
        "pixels by which training images are moved at most, anew in each epoch", in: 0...64),
    ]
  }

  static var trainingResult: [ResultField] {
    [
      ResultField("epochs", .integer, "passes over the training images"),
      ResultField("loss", .number, "mean loss on the validation images after the best epoch"),
      ResultField("top1", .number, "share of validation images that are right after it"),
      ResultField("error", .number, "1 - top1"),
      ResultField("best_epoch", .integer, "the epoch that was kept: fewest validation errors"),
      ResultField("training_loss", .number, "mean loss on the training images in the best epoch"),
      ResultField("images_per_second", .number, "training images, validation not counted"),
      ResultField("shards", .integer, "parts that a minibatch is cut into"),
      ResultField("seconds", .number, "wall-clock time"),
    ]
  }

  /// Trains the session's model under its masks and codebooks.
  func train(
    _ activity: String, in session: inout Session
  ) throws(Diagnostic) -> Output {
    let dataset = try session.requireDataset()
    var compressed = try session.requireModel()
    var options = TrainingOptions(
      epochs: training.epochs.value, batch: training.batch.value,
      optimizer: training.optimizer.rawValue,
      settings: OptimizerSettings(momentum: Float(training.momentum)),
      learningRate: training.rate, schedule: training.schedule.schedule,
      weightDecay: training.decay)
    options.augmentation = Augmentation(shift: training.shift)
    options.seed = session.workspace.random.next()
    options.threads = session.settings.threads
    let job = TrainingJob(
      model: compressed.model, training: dataset.train.examples(of: dataset),
      validation: dataset.validation.examples(of: dataset), constraints: compressed.constraints,
      options: options)
    let reporter = session.progress
    let cancellation = session.cancellation
    let report: TrainingReport
    do {
      let result = try job.run(
        progress: { reporter.report(Progress($0, activity: activity)) },
        isCancelled: { cancellation.isRaised })
      try compressed.adopt(result.model)
      report = result.report
    } catch let error as TrainingError {
      throw Diagnostic(error)
    } catch let error as CompressionError {
      throw Diagnostic(error)
    } catch {
      throw Diagnostic("the training failed")
    }
    session.workspace.compressed = compressed
    return Output(report.record, display: Display(text: report.summary))
  }
}

extension TrainingReport {
  fileprivate var record: Record {
    [
      "epochs": .integer(epochs.count), "loss": .number(best?.validation.loss ?? 0),
      "top1": .number(best?.validation.top1 ?? 0), "error": .number(best?.validation.error ?? 0),
      "best_epoch": .integer(bestEpoch), "training_loss": .number(best?.trainingLoss ?? 0),
      "images_per_second": .number(imagesPerSecond.rounded()), "shards": .integer(shards),
      "seconds": .number(seconds),
    ]
  }

  fileprivate var summary: String {
    let validation = best.map { $0.validation }
    return "best of \(epochs.count) epochs: \(bestEpoch), validation error "
      + "\(Quantity.percent(validation?.error ?? 0)), loss "
      + "\(Quantity.significant(validation?.loss ?? 0)); "
      + "\(Quantity.perSecond(imagesPerSecond, "images")), \(Quantity.seconds(seconds))"
  }
}

extension Progress {
  fileprivate init(_ progress: TrainingProgress, activity: String) {
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
