import DeepCompression
import Display
import Language
import Session

/// Where k-means starts, by name.
enum InitializationChoice: String, ArgumentEnum {
  case linear
  case density
  case random

  var initialization: CentroidInitialization {
    switch self {
    case .linear: .linear
    case .density: .density
    case .random: .random
    }
  }
}

/// `quantize`
struct Quantize: Command {
  var bits: LayerMap<Int> = .all(5)
  var initialization = InitializationChoice.linear
  var iterations = PositiveInt(integerLiteral: KMeans.usualIterations)

  static let signature = Signature<Quantize>(
    "quantize", "Share the weights of each layer by k-means.", chapter: Chapter.compression,
    discussion: """
      Each layer gets at most 2^bits shared weights, found by one-dimensional k-means. In a pruned \
      layer one of them is the 0 of pruned weights. Clusters that lose all their weights are left \
      out. `retrain` then trains the shared weights. Batch normalisation is recalibrated if data is \
      loaded.

      Few --iterations from a linear start leave the shared weights nearly evenly spaced: the \
      error grows a little, and the codes take fewer bits in the file.
      """,
    [
      .option(\.bits, "bits", "bits of a code, for all layers or by layer", in: 1...16),
      .option(\.initialization, "init", "where k-means starts"),
      .option(\.iterations, "iterations", "iterations of k-means at most"),
    ],
    result: [
      ResultField(
        "layers",
        .list(
          .record([
            ResultField("name", .text, "the layer"),
            ResultField("bits", .integer, "bits of a code before entropy coding"),
            ResultField("clusters", .integer, "number of shared weights, the pinned 0 included"),
            ResultField("sse", .number, "sum of squared differences to the weights before"),
          ])), "the layers whose weights are shared now"),
      Recalibration.field,
    ],
    examples: [
      Example(
        "load model lenet-300-100 --seed 1; prune --keep 8%; quantize --bits ip1=6,*=5",
        shows: "at most 64 shared weights in ip1, 32 in the others")
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    var compressed = try session.requireModel()
    let bits = try session.resolve(bits, in: compressed)
    // A command that may draw at random takes its seed whether or not it uses it: then the choice
    // of --init changes nothing that comes later.
    var random = RandomSource(seed: session.workspace.random.next())
    let report: QuantizeReport
    do {
      report = try compressed.quantize(
        bits: bits, initialization: initialization.initialization,
        iterations: iterations.value, random: &random, isCancelled: session.isCancelled)
    } catch {
      throw Diagnostic(error)
    }
    let recalibration = try session.recalibrateIfDue(&compressed)
    session.workspace.compressed = compressed
    var record = report.record
    record["recalibrated"] = recalibration.value
    var display = Display(table: report.table)
    if let text = recalibration.text { display.append(text: text) }
    return Output(record, display: display)
  }
}

extension QuantizeReport {
  fileprivate var record: Record {
    [
      "layers": .list(
        layers.map { layer in
          [
            "name": .string(layer.name), "bits": .integer(layer.bits),
            "clusters": .integer(layer.clusters), "sse": .number(layer.squaredError),
          ]
        })
    ]
  }

  fileprivate var table: Table {
    Table(
      columns: [
        .init("layer"), .init("weights", .right), .init("bits", .right),
        .init("shared weights", .right), .init("rms change", .right),
      ],
      rows: layers.map {
        [
          $0.name, Quantity.count($0.weights), String($0.bits), Quantity.count($0.clusters),
          Quantity.significant(($0.squaredError / Double(max(1, $0.weights))).squareRoot()),
        ]
      })
  }
}
