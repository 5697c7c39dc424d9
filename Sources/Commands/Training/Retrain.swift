import Language
import Session

/// `retrain`
struct Retrain: TrainingCommand {
  var training = TrainingArguments()

  static let signature = Signature<Retrain>(
    "retrain", "Train what pruning and weight sharing have left.", chapter: Chapter.training,
    discussion: """
      Pruned weights stay exactly 0. Where weights are shared, it is the shared weights that train: \
      the gradient of each is the sum over its members, so a much smaller --lr is right.
      """,
    trainingParameters, result: TrainingResult.fields,
    examples: [
      Example(
        """
        load data mnist; load model lenet-300-100 --seed 1; train --epochs 1 --lr 0.05
        prune --keep 20%; retrain --epochs 1 --lr 0.05
        """, shows: "accuracy after pruning, mostly regained")
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    try train("retrain", in: &session)
  }
}
