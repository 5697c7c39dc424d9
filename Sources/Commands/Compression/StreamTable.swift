import DeepCompression
import Display

/// The streams of each layer: who coded them, beside their entropy and what others would have cost.
struct StreamTable {
  private let report: EncodeReport

  init(_ report: EncodeReport) { self.report = report }

  var table: Table {
    var columns: [Table.Column] = [
      .init("layer"), .init("stream"), .init("coder"), .init("bytes", .right),
      .init("entropy", .right), .init("over", .right),
    ]
    if !report.trials.isEmpty { columns.append(.init("others")) }
    return Table(
      columns: columns, rows: report.layers.flatMap(rows),
      footer: [total])
  }

  private func rows(_ layer: CodedLayer) -> [[String]] {
    var rows: [[String]] = []
    if let positions = layer.positions {
      rows.append(row(layer, .positions, positions))
    }
    if let codes = layer.codes {
      let isBoth = layer.positions == nil && layer.indexBits > 0
      rows.append(row(layer, isBoth ? .both : .codes, codes))
    } else {
      let bytes = Quantity.exactBytes(layer.valueBytes)
      rows.append([layer.name, "values", "–", bytes, bytes])
    }
    return rows
  }

  private func row(
    _ layer: CodedLayer, _ stream: CoderTrial.Stream, _ coded: CodedStream
  ) -> [String] {
    [
      layer.name, stream.rawValue, coded.coder, Quantity.exactBytes(coded.bytes),
      Quantity.exactBytes(Int((coded.entropyBits / 8).rounded(.up))),
      over(coded.bytes, coded.entropyBits), others(layer.name, stream),
    ]
  }

  private var total: [String] {
    let bytes = report.layers.reduce(0) { $0 + $1.streamBytes }
    let entropy = report.layers.reduce(0) { $0 + $1.entropyBits }
    return [
      "all", "", "", Quantity.exactBytes(bytes),
      Quantity.exactBytes(Int((entropy / 8).rounded(.up))), over(bytes, entropy),
    ]
  }

  /// How far above the order-0 entropy a stream is.
  private func over(_ bytes: Int, _ entropyBits: Double) -> String {
    guard entropyBits > 0 else { return "–" }
    let share = Double(8 * bytes) / entropyBits - 1
    return (share < 0 ? "−" : "+") + Quantity.percent(share.magnitude)
  }

  /// What the coders that were not chosen would have cost.
  private func others(_ layer: String, _ stream: CoderTrial.Stream) -> String {
    report.trials.filter { trial in
      trial.layer == layer && !trial.isChosen
        && (trial.stream == stream || stream != .positions && trial.stream == .both
          || stream == .both)
    }.map { trial in
      let what = trial.stream == stream ? "" : "\(trial.stream.rawValue) "
      return "\(what)\(trial.coder) \(Quantity.count(trial.bytes))"
    }.joined(separator: ", ")
  }
}
