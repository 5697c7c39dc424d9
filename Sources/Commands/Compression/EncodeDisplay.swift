import DeepCompression
import Display

/// The table of layers, as the paper's tables 2 to 5, their streams, and the ledger of the file.
struct EncodeDisplay {
  private let report: EncodeReport
  private let path: String

  init(_ report: EncodeReport, path: String) {
    self.report = report
    self.path = path
  }

  var display: Display {
    var display = Display()
    if !report.layers.isEmpty {
      display.append(table: layerTable)
      display.append(table: StreamTable(report).table)
    }
    display.append(table: LedgerTables(report).byLayer)
    display.append(table: LedgerTables(report).byPart)
    display.append(text: summary)
    return display
  }

  private var layerTable: Table {
    let all = report.layers
    return Table(
      columns: [
        .init("layer"), .init("weights", .right), .init("kept", .right),
        .init("bits/code\nbefore", .right), .init("\nafter", .right),
        .init("bits/index\nbefore", .right), .init("\nafter", .right), .init("P+Q", .right),
        .init("P+Q+H", .right),
      ],
      rows: all.map(row),
      footer: [
        [
          "all", Quantity.count(sum(\.total)),
          Quantity.percent(Double(sum(\.kept)) / Double(max(1, sum(\.total)))),
          mean(all.map { Double($0.codeBits * $0.storedEntries) }),
          mean(all.map { Double($0.codedCodeBits) }),
          mean(all.map { Double($0.indexBits * $0.storedEntries) }),
          mean(all.map { Double($0.codedIndexBits) }),
          rate(\.rateBeforeCoding), rate(\.rateAfterCoding),
        ]
      ])
  }

  private func row(_ layer: CodedLayer) -> [String] {
    [
      layer.name, Quantity.count(layer.total), Quantity.percent(layer.density, digits: 1),
      String(layer.codeBits), Quantity.decimal(layer.meanCodeBits, digits: 2),
      layer.indexBits == 0 ? "–" : String(layer.indexBits),
      layer.positions == nil ? "–" : Quantity.decimal(layer.meanIndexBits, digits: 2),
      Quantity.percent(layer.rateBeforeCoding), Quantity.percent(layer.rateAfterCoding),
    ]
  }

  private func sum(_ count: (CodedLayer) -> Int) -> Int {
    report.layers.reduce(0) { $0 + count($1) }
  }

  /// Mean over all stored entries.
  private func mean(_ totals: [Double]) -> String {
    Quantity.decimal(totals.reduce(0, +) / Double(max(1, sum(\.storedEntries))), digits: 2)
  }

  /// Mean over all weights.
  private func rate(_ rate: (CodedLayer) -> Double) -> String {
    let total = report.layers.reduce(0) { $0 + rate($1) * Double($1.total) }
    return Quantity.percent(total / Double(max(1, sum(\.total))))
  }

  private var summary: String {
    var text =
      "\(path): \(Quantity.exactBytes(report.bytes)), "
      + "\(Quantity.ratio(report.ratio)) smaller than \(Quantity.exactBytes(report.originalBytes)) "
      + "of float32 parameters"
    text += "\nfloat16: \(Quantity.exactBytes(report.float16Bytes))"
    if let xz = report.xzBytes {
      text +=
        "\nxz -9 of the same parameters: \(Quantity.exactBytes(xz)), "
        + "\(Quantity.ratio(Double(report.originalBytes) / Double(max(1, xz)))) smaller"
    }
    return text
  }
}
