import DeepCompression
import Display
import Language
import Session

/// `prune`
struct Prune: Command {
  var keep: LayerMap<Fraction>?
  var threshold: LayerMap<Double>?

  static let signature = Signature<Prune>(
    "prune", "Remove the smallest weights of each layer.", chapter: Chapter.compression,
    discussion: """
      Weights of smallest magnitude are set to 0 and stay 0 in `retrain`. What is pruned stays \
      pruned: pruning again, with a smaller share, removes more. Batch normalisation is recalibrated \
      if data is loaded.
      """,
    [
      .option(
        \.keep, "keep", "share of weights to keep, for all layers or by layer; 10% if not given"),
      .option(
        \.threshold, "threshold",
        "smallest magnitude to keep, for all layers or by layer; instead of --keep", in: 0.0...),
    ],
    result: [
      ResultField("density", .number, "share of weights that are left, over all layers"),
      ResultField("nonzero", .integer, "number of weights that are left"),
      ResultField("total", .integer, "number of weights"),
      ResultField(
        "layers",
        .list(
          .record([
            ResultField("name", .text, "the layer"),
            ResultField("nonzero", .integer, "number of weights that are left"),
            ResultField("total", .integer, "number of weights"),
            ResultField("density", .number, "share of weights that are left"),
            ResultField("threshold", .number, "magnitude of the smallest weight that is left"),
          ])), "the layers that were pruned"),
      Recalibration.field,
    ],
    examples: [
      Example(
        "load model lenet-300-100 --seed 1; prune --keep ip1=8%,ip2=9%,ip3=26%",
        shows: "the shares of the paper's table 2",
        gives: ["nonzero": 21_776, "total": 266_200]),
      Example(
        "load model lenet-300-100 --seed 1; prune --threshold 0.05",
        shows: "what is smaller than 0.05 goes, in every layer", gives: ["total": 266_200]),
    ])

  var mistakes: [ArgumentMistake] {
    guard keep != nil, threshold != nil else { return [] }
    return [
      ArgumentMistake(
        "--keep and --threshold both say what is left", at: "threshold", with: ["keep"],
        help: "give one of them")
    ]
  }

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    var compressed = try session.requireModel()
    let report = try prune(&compressed, in: session)
    let recalibration = try session.recalibrateIfDue(&compressed)
    session.workspace.compressed = compressed
    var record = report.record
    record["recalibrated"] = recalibration.value
    var display = Display(table: report.table)
    if let text = recalibration.text { display.append(text: text) }
    return Output(record, display: display)
  }

  private func prune(
    _ compressed: inout CompressedModel, in session: Session
  ) throws(Diagnostic) -> PruneReport {
    guard let threshold else {
      let shares = try session.resolve(keep ?? .all(0.1), in: compressed)
      do {
        return try compressed.prune(
          keep: shares.mapValues(\.value), isCancelled: session.isCancelled)
      } catch {
        throw Diagnostic(error)
      }
    }
    let thresholds = try session.resolve(threshold, in: compressed)
    do {
      return try compressed.prune(threshold: thresholds, isCancelled: session.isCancelled)
    } catch {
      throw Diagnostic(error)
    }
  }
}

extension PruneReport {
  fileprivate var record: Record {
    [
      "density": .number(density), "nonzero": .integer(nonzero), "total": .integer(total),
      "layers": .list(
        layers.map { layer in
          [
            "name": .string(layer.name), "nonzero": .integer(layer.nonzero),
            "total": .integer(layer.total), "density": .number(layer.density),
            "threshold": .number(Double(layer.threshold)),
          ]
        }),
    ]
  }

  fileprivate var table: Table {
    Table(
      columns: [
        .init("layer"), .init("weights", .right), .init("kept", .right), .init("share", .right),
        .init("threshold", .right),
      ],
      rows: layers.map {
        [
          $0.name, Quantity.count($0.total), Quantity.count($0.nonzero),
          Quantity.percent($0.density), Quantity.significant(Double($0.threshold)),
        ]
      },
      footer: [
        [
          "all layers", Quantity.count(total), Quantity.count(nonzero), Quantity.percent(density),
          "",
        ]
      ])
  }
}
