import Language
import Session

/// `continue`
struct Continue: Command {
  var stops = false

  static let signature = Signature<Continue>(
    "continue", "Go on with the training that was interrupted.", chapter: Chapter.training,
    discussion: """
      The result has the same bits as if the training had never stopped. Model and data must still \
      be those that the training began with.

      With --stop the best complete epoch becomes the model, and training ends. Nothing else can be \
      done with a training whose loss stopped being a number.
      """,
    [.flag(\.stops, "stop", "take the best complete epoch, and do not go on")],
    result: TrainingResult.fields,
    examples: [
      Example("continue", shows: "the result of the whole training"),
      Example("continue --stop", shows: "the result of the epochs that were complete"),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    guard let interrupted = session.interrupted else {
      throw Diagnostic(
        "no training was interrupted", help: "Ctrl-C interrupts train and retrain")
    }
    let training = interrupted.training
    guard session.workspace.digest == training.origin else {
      throw Diagnostic(
        "the session has changed since \(training.activity) was interrupted",
        help: "\(training.activity) begins again")
    }
    if stops {
      guard let best = interrupted.checkpoint.best else {
        throw Diagnostic(
          "no epoch of the training is complete",
          help: interrupted.divergence == nil
            ? "`continue` goes on" : "\(training.activity) with a smaller --lr begins again")
      }
      return try session.end(training, with: best.model, TrainingResult(interrupted))
    }
    guard interrupted.divergence == nil else {
      var diagnostic = interrupted.diagnostic
      diagnostic.message = "the training cannot go on: \(diagnostic.message)"
      throw diagnostic
    }
    return try session.run(training, from: interrupted)
  }
}
