import DeepCompression
import Language

/// What a compressed file holds, for programs.
struct FileRecord {
  private let report: EncodeReport

  init(_ report: EncodeReport) { self.report = report }

  static let fields = [
    ResultField("bytes", .integer, "size of the file on disk"),
    ResultField("original_bytes", .integer, "size of all parameters as float32"),
    ResultField("float16_bytes", .integer, "size of all parameters as float16"),
    ResultField("ratio", .number, "original_bytes / bytes"),
    ResultField("xz_bytes", .integer, "what xz -9 makes of the parameters as float32, or None"),
    ResultField("layers", .list(.record(layerFields)), "the layers that are pruned or shared"),
    ResultField(
      "sections",
      .list(
        .record([
          ResultField("name", .text, "what the bytes are for"),
          ResultField("bytes", .integer, "how many"),
        ])), "where every byte of the file goes; they add up to `bytes`"),
    ResultField(
      "ledger",
      .list(
        .record([
          ResultField("layer", .text, "the layer; for the whole file, or None"),
          ResultField("part", .text, "what the bytes are for"),
          ResultField("bytes", .integer, "how many"),
        ])), "the same by layer and part; they add up to `bytes`"),
  ]

  private static let layerFields = [
    ResultField("name", .text, "the layer"),
    ResultField("total", .integer, "number of weights"),
    ResultField("kept", .integer, "number of weights that are left"),
    ResultField("density", .number, "share of weights that are left"),
    ResultField("entries", .integer, "weights and fillers of the paper's form"),
    ResultField("code_bits", .integer, "bits of a code before coding"),
    ResultField("coded_code_bits", .number, "mean bits of a code after coding"),
    ResultField("index_bits", .integer, "bits of a distance of the paper's form before coding"),
    ResultField("coded_index_bits", .number, "mean bits of a position after coding"),
    ResultField("rate_before", .number, "size of pruned and shared weights, over float32"),
    ResultField("rate_after", .number, "size in the file, over float32"),
    ResultField("position_coder", .text, "coder of positions; if codes tell them, or None"),
    ResultField("position_bytes", .integer, "bytes of positions with their table"),
    ResultField("position_entropy_bytes", .number, "order-0 entropy of positions"),
    ResultField("code_coder", .text, "coder of codes; if weights are not shared, or None"),
    ResultField("code_bytes", .integer, "bytes of codes with their table"),
    ResultField("code_entropy_bytes", .number, "order-0 entropy of codes"),
    ResultField("value_bytes", .integer, "bytes of values that are not shared"),
    ResultField("codebook", .text, "how shared weights are stored, or None"),
    ResultField("codebook_bytes", .integer, "bytes of the shared weights"),
  ]

  var record: Record {
    [
      "bytes": .integer(report.bytes), "original_bytes": .integer(report.originalBytes),
      "float16_bytes": .integer(report.float16Bytes), "ratio": .number(report.ratio),
      "xz_bytes": report.xzBytes.map { .integer($0) } ?? .none,
      "layers": .list(report.layers.map { .record($0.record) }),
      "sections": .list(
        report.ledger.parts.map {
          ["name": .string($0.part.rawValue), "bytes": .integer($0.bytes)]
        }),
      "ledger": .list(
        report.ledger.entries.map {
          [
            "layer": $0.layer.map { .string($0) } ?? .none, "part": .string($0.part.rawValue),
            "bytes": .integer($0.bytes),
          ]
        }),
    ]
  }
}

extension CodedLayer {
  fileprivate var record: Record {
    [
      "name": .string(name), "total": .integer(total), "kept": .integer(kept),
      "density": .number(density), "entries": .integer(entries), "code_bits": .integer(codeBits),
      "coded_code_bits": .number(meanCodeBits), "index_bits": .integer(indexBits),
      "coded_index_bits": .number(meanIndexBits), "rate_before": .number(rateBeforeCoding),
      "rate_after": .number(rateAfterCoding),
      "position_coder": positions.map { .string($0.coder) } ?? .none,
      "position_bytes": .integer(positions?.bytes ?? 0),
      "position_entropy_bytes": .number((positions?.entropyBits ?? 0) / 8),
      "code_coder": codes.map { .string($0.coder) } ?? .none,
      "code_bytes": .integer(codes?.bytes ?? 0),
      "code_entropy_bytes": .number((codes?.entropyBits ?? 0) / 8),
      "value_bytes": .integer(valueBytes), "codebook": codebookForm.map { .string($0) } ?? .none,
      "codebook_bytes": .integer(codebookBytes),
    ]
  }
}

/// What each coder made of each stream, for programs.
struct CoderTrials {
  private let trials: [CoderTrial]

  init(_ trials: [CoderTrial]) { self.trials = trials }

  static let field = ResultField(
    "trials",
    .list(
      .record([
        ResultField("layer", .text, "the layer"),
        ResultField("stream", .text, "positions, codes, or both in one"),
        ResultField("coder", .text, "the coder"),
        ResultField("bytes", .integer, "what it takes with table and framing"),
        ResultField("chosen", .flag, "whether the file has this one"),
      ])), "what each coder made of each stream")

  var value: Value {
    .list(
      trials.map {
        [
          "layer": .string($0.layer), "stream": .string($0.stream.rawValue),
          "coder": .string($0.coder), "bytes": .integer($0.bytes), "chosen": .bool($0.isChosen),
        ]
      })
  }
}
