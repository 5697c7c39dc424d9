import DeepCompression
import Display

/// Where every byte of a file goes, by layer and by part.
struct LedgerTables {
  private let report: EncodeReport

  init(_ report: EncodeReport) { self.report = report }

  /// What the columns add up.
  private static let columns: [(title: String, parts: Set<LedgerPart>)] = [
    ("positions", [.indices]), ("codes", [.codes]), ("values", [.values]),
    ("tables", [.codeTables]), ("codebook", [.codebooks]), ("biases", [.biases]),
    ("structure", [.structure, .header, .checksums, .provenance, .other]),
  ]

  /// A row for each layer that has more than a place in the network, and one for everything else.
  var byLayer: Table {
    let entries = report.ledger.entries
    var names: [String] = []
    for entry in entries {
      guard let layer = entry.layer, entry.part != .structure, !names.contains(layer) else {
        continue
      }
      names.append(layer)
    }
    let rest = entries.filter { entry in entry.layer.map { !names.contains($0) } ?? true }
    return Table(
      columns: [.init("bytes of")]
        + Self.columns.map { .init($0.title, .right) } + [.init("all", .right)],
      rows: names.map { name in row(name, entries.filter { $0.layer == name }) }
        + [row("the rest", rest)],
      footer: [row("file", entries)])
  }

  private func row(_ name: String, _ entries: [SizeLedger.Entry]) -> [String] {
    let cells = Self.columns.map { column in
      let bytes = entries.reduce(0) { $0 + (column.parts.contains($1.part) ? $1.bytes : 0) }
      return bytes == 0 ? "" : Quantity.count(bytes)
    }
    return [name] + cells + [Quantity.count(entries.reduce(0) { $0 + $1.bytes })]
  }

  /// A row for each part.
  var byPart: Table {
    Table(
      columns: [.init("bytes of the file for"), .init("bytes", .right), .init("share", .right)],
      rows: report.ledger.parts.map { part, bytes in
        [
          part.rawValue, Quantity.exactBytes(bytes),
          Quantity.percent(Double(bytes) / Double(max(1, report.bytes)), digits: 1),
        ]
      },
      footer: [["file", Quantity.exactBytes(report.bytes), "100.0%"]])
  }
}
