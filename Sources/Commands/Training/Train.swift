import Language
import Session

/// `train`
struct Train: TrainingCommand {
  var training = TrainingArguments()

  static let signature = Signature<Train>(
    "train", "Train the model on the training images.", chapter: Chapter.training,
    discussion: """
      After each epoch the model is measured on the validation images; the best epoch is kept. The \
      same seed gives the same bits at any number of threads. A pruned or shared model is trained \
      with `retrain`.
      """,
    trainingParameters, result: TrainingResult.fields,
    examples: [
      Example(
        "load data mnist; load model lenet-300-100 --seed 1; train --epochs 1 --lr 0.05",
        shows: "one pass over MNIST")
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let compressed = try session.requireModel()
    guard compressed.masks.isEmpty, compressed.codebooks.isEmpty else {
      throw Diagnostic(
        "the model is pruned or shared, and free training would undo it",
        help: "retrain trains what is left")
    }
    return try train("train", in: &session)
  }
}
