import DeepCompression
import Display
import Language
import Session

/// `encode FILE`
struct Encode: Command {
  var path: OutputFile = ""
  var coder = CoderChoice.best
  var codebook = CodebookChoice.exact
  var biases = BiasChoice.float32
  var indexBits: LayerMap<Int> = .all(EncodingOptions.defaultIndexBits)
  var tellsProvenance = false
  var measuresXZ = true

  static let signature = Signature<Encode>(
    "encode", "Write the model to a compressed file.", chapter: Chapter.compression,
    discussion: """
      With --coder best each layer's positions and codes are coded in every way there is, and the \
      smallest is kept; the table says what the others would have cost. `rans` is the fastest to \
      decode, `adaptive` the smallest. `huffman` is the paper's way: distances between weights, with \
      a filler zero where one is too large for its bits, and Huffman codes.

      The file holds the model bit for bit unless --codebook or --biases allows less. What that costs \
      in accuracy is measured on the validation images if data is loaded. The file appears whole or \
      not at all. The tables show each layer as the paper's table 2 does, its streams beside their \
      order-0 entropy, and where every byte of the file goes.
      """,
    [
      .positional(\.path, "path", "the file to write, usually .dcz"),
      .option(\.coder, "coder", "which entropy coders are tried"),
      .option(
        \.codebook, "codebook",
        "how shared weights are stored; fitted: as a curve of a few numbers, where that adds at most "
          + "a tenth to the squared error of sharing"),
      .option(\.biases, "biases", "how biases, norms and other plain parameters are stored"),
      .option(\.indexBits, "index-bits", "bits of a distance before coding", in: 1...8),
      .flag(
        \.tellsProvenance, "provenance",
        "store commands, seed, digest of the data and measured accuracy in the file"),
      .flag(\.measuresXZ, "xz", "measure what xz -9 makes of the parameters as float32"),
    ],
    result: [ResultField("path", .text, "the file")] + FileRecord.fields + [
      CoderTrials.field, AccuracyCost.field,
    ],
    examples: [
      Example(
        "load model lenet-300-100 --seed 1; prune --keep 8%; quantize --bits 6; encode out/a.dcz",
        shows: "the tables of layers and streams, and the ledger of the file"),
      Example(
        "load model lenet-300-100 --seed 1; prune; quantize; encode out/b.dcz --coder huffman",
        shows: "the paper's coding, with distances of 5 bits"),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let compressed = try session.requireModel()
    let cancellation = session.cancellation
    var options = EncodingOptions(
      coder: coder.selection, indexBits: try session.resolve(indexBits, in: compressed),
      codebooks: codebook.precision, parameters: biases.precision,
      threads: session.settings.threads, measuresXZ: measuresXZ)
    if tellsProvenance { options.provenance = try session.provenance(of: compressed.model) }
    let report: EncodeReport
    let cost: AccuracyCost
    do {
      let (bytes, made) = try compressed.encoded(
        options, isCancelled: { cancellation.isRaised })
      cost = try AccuracyCost(compressed.model, as: bytes, options, in: session)
      try writeFileAtomically(bytes, to: path.path)
      report = made
    } catch let error as CompressionError {
      throw Diagnostic(error)
    } catch let error as FileError {
      throw Diagnostic(error)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic("\(path.path) could not be written")
    }
    var record: Record = ["path": .string(path.path)]
    for (name, value) in FileRecord(report).record { record[name] = value }
    record[CoderTrials.field.name] = CoderTrials(report.trials).value
    record[AccuracyCost.field.name] = cost.value
    var display = EncodeDisplay(report, path: path.path).display
    if let text = cost.text(path: path.path) { display.append(text: text) }
    return Output(record, display: display)
  }
}

extension Session {
  /// What a file can tell of where the model comes from.
  /// - Throws: `Diagnostic` on interruption.
  fileprivate func provenance(of model: Model) throws(Diagnostic) -> Provenance {
    var metrics: [Provenance.Metric] = []
    if fits(model) {
      let report = try predict(model, on: .validation).report
      metrics.append(Provenance.Metric(name: "validation error", value: report.error))
    }
    return Provenance(
      recipe: history.joined(separator: "\n"), seed: settings.seed,
      data: workspace.dataset?.digest, metrics: metrics, version: settings.version)
  }
}
