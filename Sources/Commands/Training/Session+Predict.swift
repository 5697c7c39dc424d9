import DeepCompression
import Language
import Session

// What measuring commands share.

extension Session {
  /// Measures a model on a part of the data, and keeps its answers.
  /// - Throws: `Diagnostic` if there is no data, the model does not fit, or on interruption.
  func predict(
    _ model: Model, on choice: SplitChoice
  ) throws(Diagnostic) -> (report: EvaluationReport, predictions: Predictions) {
    let dataset = try requireDataset()
    let cancellation = cancellation
    do {
      return try Evaluator(model.graph, threads: settings.threads).predict(
        model, on: choice.split(of: dataset).examples(of: dataset),
        isCancelled: { cancellation.isRaised })
    } catch {
      throw Diagnostic(error)
    }
  }
}

extension ModelFile {
  /// The model in a file.
  /// - Throws: `Diagnostic` that names the file, if it cannot be read or is no model, or on
  ///   interruption.
  static func contents(
    of path: String, in session: Session
  ) throws(Diagnostic) -> Contents {
    do {
      return try read(path, isCancelled: session.isCancelled)
    } catch {
      throw Diagnostic(error, path: path)
    }
  }
}
