import DeepCompression
import Display
import Language
import Session

/// `recalibrate`
struct Recalibrate: Command {
  var batches: PositiveInt = 50

  static let signature = Signature<Recalibrate>(
    "recalibrate", "Measure the statistics of batch normalisation anew.",
    chapter: Chapter.training,
    discussion: """
      Batch normalisation remembers means and variances of what reaches it. They are no longer right \
      when weights were changed by anything but training. `prune` and `quantize` recalibrate by \
      themselves if data is loaded.
      """,
    [.option(\.batches, "batches", "minibatches of 64 training images that are looked at")],
    result: [
      ResultField("batches", .integer, "minibatches that were looked at"),
      ResultField("layers", .list(.text), "the layers whose statistics were measured"),
      ResultField("seconds", .number, "wall-clock time"),
    ],
    examples: [
      Example(
        """
        load data mnist
        network normal { input 1x28x28; dense ip1 64 --no-bias; batchnorm; relu; dense ip2 10 }
        load model normal; recalibrate --batches 5
        """, shows: "the layers whose statistics were measured",
        gives: ["batches": 5, "layers": ["batchnorm1"]])
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    var compressed = try session.requireModel()
    let images = try session.requireDataset().train.count
    let layers = compressed.model.graph.nodes.filter { node in
      node.parameters.contains { $0.slot.role == .statistic }
    }.map(\.name)
    guard !layers.isEmpty else {
      throw Diagnostic(
        "there is nothing to recalibrate: \(compressed.model.name) has no batch normalisation")
    }
    let began = monotonicSeconds()
    let looked = Calibration(batches: batches.value).batchCount(of: images)
    try session.recalibrate(&compressed, batches: batches.value)
    session.workspace.compressed = compressed
    let count = layers.count == 1 ? "1 layer" : "\(layers.count) layers"
    return Output(
      [
        "batches": .integer(looked), "layers": .list(layers.map { .string($0) }),
        "seconds": .number(monotonicSeconds() - began),
      ],
      display: Display(
        text: "statistics of \(count) measured on \(Quantity.count(looked)) minibatches of "
          + "training images"))
  }
}
