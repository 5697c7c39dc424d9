import DeepCompression
import Display
import Language
import Session

/// What storing a model with less precision costs: the model in memory and the decoded file, measured
/// on the validation images.
struct AccuracyCost {
  private enum Measured {
    /// The file holds the model bit for bit.
    case lossless
    /// There is no data that fits the model.
    case unknown
    case errors(memory: EvaluationReport, file: EvaluationReport)
  }

  private let measured: Measured

  /// Measures it.
  /// - Parameters:
  ///   - model: the model in memory.
  ///   - bytes: the file.
  ///   - options: how it was coded.
  /// - Throws: `Diagnostic` on interruption.
  init(
    _ model: Model, as bytes: [UInt8], _ options: EncodingOptions, in session: Session
  ) throws(Diagnostic) {
    guard !options.isLossless else {
      measured = .lossless
      return
    }
    guard session.fits(model) else {
      measured = .unknown
      return
    }
    let decoded: Model
    do {
      decoded = try CompressedFile(bytes).decompressedModel(threads: session.settings.threads)
    } catch {
      throw Diagnostic("what was written cannot be read: \(error)")
    }
    measured = .errors(
      memory: try session.predict(model, on: .validation).report,
      file: try session.predict(decoded, on: .validation).report)
  }

  static let field = ResultField(
    "accuracy",
    .record([
      ResultField("error_memory", .number, "validation error of the model in memory"),
      ResultField("error_file", .number, "validation error of the decoded file"),
      ResultField("loss_memory", .number, "validation loss of the model in memory"),
      ResultField("loss_file", .number, "validation loss of the decoded file"),
    ]),
    "cost of storing with less precision; if the file is exact or no data is loaded, or None")

  var value: Value {
    guard case .errors(let memory, let file) = measured else { return .none }
    return .record([
      "error_memory": .number(memory.error), "error_file": .number(file.error),
      "loss_memory": .number(memory.loss), "loss_file": .number(file.loss),
    ])
  }

  /// What people should know of it, if anything.
  func text(path: String) -> String? {
    switch measured {
    case .lossless: return nil
    case .unknown:
      return "the file is not exact: `load data`, then compare `eval` with `eval \(path)` to see "
        + "what that costs"
    case .errors(let memory, let file):
      let count = file.correct - memory.correct
      return "validation error \(Quantity.percent(memory.error)) in memory, "
        + "\(Quantity.percent(file.error)) decoded from the file "
        + "(\(count < 0 ? "\(-count) fewer" : "\(count) more") right of "
        + "\(Quantity.count(file.count)))"
    }
  }
}

extension Session {
  /// Whether data is loaded that a model can be measured on.
  func fits(_ model: Model) -> Bool {
    guard let dataset = workspace.dataset else { return false }
    return dataset.example == model.graph.inputShape
      && dataset.classes == model.graph.outputShape.count
  }
}
