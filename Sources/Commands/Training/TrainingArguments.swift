import DeepCompression
import Language
import Session

/// The arguments that `train` and `retrain` share.
struct TrainingArguments: Sendable, Equatable {
  var epochs: PositiveInt = 10
  var batch: PositiveInt = 64
  var optimizer = OptimizerArguments()
  var schedule = ScheduleArguments()
  var loss = LossArguments()
  var variation = VariationArguments()
  var patience: PositiveInt?
  var freeze: [LayerPattern] = []

  /// The options of a training of a network; seed and threads are left to the session.
  /// - Throws: `Diagnostic` if a pattern matches no layer.
  func options(for graph: Graph) throws(Diagnostic) -> TrainingOptions {
    var options = TrainingOptions(epochs: epochs.value, batch: batch.value)
    optimizer.apply(to: &options)
    options.schedule = schedule.schedule(epochs: epochs.value)
    options.loss = loss.loss
    variation.apply(to: &options)
    options.patience = patience?.value
    options.frozen = try graph.parameters(of: freeze)
    return options
  }
}

/// A command that trains the model.
protocol TrainingCommand: Command {
  var training: TrainingArguments { get set }
}

extension TrainingCommand {
  var mistakes: [ArgumentMistake] {
    training.optimizer.mistakes + training.schedule.mistakes + training.loss.mistakes
  }

  /// The options of all commands that train.
  static var trainingParameters: [Parameter<Self>] {
    let extent: [Parameter<Self>] = [
      .option(\.training.epochs, "epochs", "passes over the training images"),
      .option(\.training.batch, "batch", "images in a minibatch"),
    ]
    let choice: [Parameter<Self>] = [
      .option(
        \.training.patience, "patience",
        "epochs without a better one after which training ends early"),
      .option(
        \.training.freeze, "freeze", "layers that stay as they are, by name or pattern"),
    ]
    return extent + optimizerParameters + scheduleParameters + lossParameters
      + variationParameters + choice
  }

  /// Trains the session's model under its masks and codebooks.
  /// - Throws: `Diagnostic` if something does not fit, or on interruption or divergence.
  func train(
    _ activity: String, in session: inout Session
  ) throws(Diagnostic) -> Output {
    let dataset = try session.requireDataset()
    let compressed = try session.requireModel()
    let origin = session.workspace.digest
    var random = session.workspace.random
    var options = try training.options(for: compressed.model.graph)
    options.seed = random.next()
    options.threads = session.settings.threads
    let job = TrainingJob(
      model: compressed.model, training: dataset.train.examples(of: dataset),
      validation: dataset.validation.examples(of: dataset), constraints: compressed.constraints,
      teacher: try training.loss.teacherModel(in: session), options: options)
    return try session.run(
      StartedTraining(activity: activity, job: job, origin: origin, random: random))
  }
}
