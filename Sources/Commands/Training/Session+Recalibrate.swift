import DeepCompression
import Language
import Session

/// What has become of the running statistics of a model whose weights were changed.
enum Recalibration: Equatable {
  /// The model has none.
  case notNeeded
  /// They were measured anew.
  case done
  /// They are those of the old weights, as there is no data that fits the model.
  case due

  /// What people should know of it, if anything.
  var text: String? {
    switch self {
    case .notNeeded: nil
    case .done: "batch normalisation was recalibrated on training images"
    case .due:
      "batch normalisation still has the statistics of the old weights: load data, then recalibrate"
    }
  }

  static let field = ResultField(
    "recalibrated", .flag, "whether statistics of batch normalisation were measured anew")

  var value: Value { .bool(self == .done) }
}

extension Session {
  /// Measures the running statistics of a model anew on the training images.
  ///
  /// Takes one number from the session's random numbers.
  /// - Throws: `Diagnostic` if there is no data, or nothing to measure, or on interruption.
  mutating func recalibrate(
    _ compressed: inout CompressedModel, batches: Int = 50
  ) throws(Diagnostic) {
    let dataset = try requireDataset()
    let cancellation = cancellation
    let calibration = Calibration(
      batches: batches, seed: workspace.random.next(), threads: settings.threads)
    do throws(TrainingError) {
      let model = try calibration.run(
        compressed.model, on: dataset.train.examples(of: dataset),
        isCancelled: { cancellation.isRaised })
      do {
        try compressed.adopt(model)
      } catch {
        throw .invalid(error.message)
      }
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Does so where changed weights make it necessary and loaded data make it possible.
  /// - Throws: `Diagnostic` on interruption.
  mutating func recalibrateIfDue(
    _ compressed: inout CompressedModel
  ) throws(Diagnostic) -> Recalibration {
    let graph = compressed.model.graph
    guard graph.hasStatistics else { return .notNeeded }
    guard let dataset = workspace.dataset, dataset.example == graph.inputShape,
      dataset.classes == graph.outputShape.count
    else { return .due }
    try recalibrate(&compressed)
    return .done
  }
}
