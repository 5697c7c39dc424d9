import DeepCompression
import Display
import Language
import Session

/// What `show` tells of a compressed file.
struct FileSummary {
  private let path: String
  private let report: EncodeReport
  private let provenance: Provenance?
  private let description: String

  /// Reads the file.
  /// - Throws: `Diagnostic` if it cannot be read, or on interruption.
  init(_ path: String, measuresXZ: Bool, in session: Session) throws(Diagnostic) {
    self.path = path
    let threads = session.settings.threads
    let cancellation = session.cancellation
    do {
      let file = try CompressedFile(try readFile(path))
      var report = try file.report(threads: threads)
      if cancellation.isRaised { throw Diagnostic.interrupted }
      if measuresXZ {
        let model = try file.decompressedModel(threads: threads)
        report.measureXZ(of: model) { cancellation.isRaised }
        if cancellation.isRaised { throw Diagnostic.interrupted }
      }
      self.report = report
      provenance = try file.provenance()
      description =
        "\(path): \(file.name), \(Quantity.count(report.originalBytes / 4)) values"
    } catch let error as FormatError {
      throw Diagnostic(error, path: path)
    } catch let error as FileError {
      throw Diagnostic(error)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic("\(path) could not be read")
    }
  }

  static let field = ResultField(
    "file",
    .record(
      [ResultField("path", .text, "the file")] + FileRecord.fields + [
        ResultField(
          "provenance",
          .record([
            ResultField("recipe", .text, "the commands that made the model, or None"),
            ResultField("seed", .text, "where randomness came from, or None"),
            ResultField("data", .text, "SHA-256 of the data, or None"),
            ResultField(
              "metrics",
              .list(
                .record([
                  ResultField("name", .text, "what was measured"),
                  ResultField("value", .number, "the figure"),
                ])), "what was measured"),
            ResultField("version", .text, "version of the program, or None"),
          ]), "where the model comes from, as the file claims, or None")
      ]), "what a compressed file holds; only if one is named, or None")

  var value: Value {
    var record: Record = ["path": .string(path)]
    for (name, value) in FileRecord(report).record { record[name] = value }
    record["provenance"] = provenance.map { .record($0.record) } ?? Value.none
    return .record(record)
  }

  var display: Display {
    var display = Display(text: description)
    if let provenance { display.append(text: provenance.text) }
    display.append(EncodeDisplay(report, path: path).display)
    return display
  }
}

extension Provenance {
  fileprivate var record: Record {
    [
      "recipe": recipe.map { .string($0) } ?? .none,
      // A seed may be larger than an integer of the language.
      "seed": seed.map { .string(String($0)) } ?? .none,
      "data": data.map { .string($0.hex) } ?? .none,
      "metrics": .list(
        metrics.map { ["name": .string($0.name), "value": .number($0.value)] }),
      "version": version.map { .string($0) } ?? .none,
    ]
  }

  /// What it says, a line each.
  fileprivate var text: String {
    var lines: [String] = []
    if let version { lines.append("made by version \(version)") }
    if let seed { lines.append("seed \(seed)") }
    if let data { lines.append("data \(data.hex)") }
    lines += metrics.map { "\($0.name): \(Quantity.significant($0.value)) (claimed)" }
    if let recipe { lines.append("recipe:\n\(recipe)") }
    return lines.joined(separator: "\n")
  }
}
