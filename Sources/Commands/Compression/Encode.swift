import DeepCompression
import Display
import Language
import Session

/// An entropy coder, by name.
enum CoderChoice: String, ArgumentEnum {
  case huffman
}

/// `encode FILE`
struct Encode: Command {
  var path: OutputFile = ""
  var indexBits: LayerMap<Int> = .all(EncodingOptions.defaultIndexBits)
  var coder = CoderChoice.huffman

  static let signature = Signature<Encode>(
    "encode", "Write the model to a compressed file.", chapter: Chapter.compression,
    discussion: """
      Positions of weights are stored as distances, with a filler zero where a distance is too \
      large for its bits; distances and codes are Huffman-coded, each layer with its own tables. \
      The file appears whole or not at all. The table shows each layer as the paper's table 2 \
      does, and then where every byte of the file goes.
      """,
    [
      .positional(\.path, "path", "the file to write, usually .dcz"),
      .option(\.indexBits, "index-bits", "bits of a distance before coding", in: 1...8),
      .option(\.coder, "coder", "the entropy coder"),
    ],
    result: [
      ResultField("path", .text, "the file"),
      ResultField("bytes", .integer, "size of the file on disk"),
      ResultField("original_bytes", .integer, "size of all parameters as float32"),
      ResultField("ratio", .number, "original_bytes / bytes"),
      ResultField("xz_bytes", .integer, "what xz -9 makes of the same, or None"),
      ResultField(
        "layers",
        .list(
          .record([
            ResultField("name", .text, "the layer"),
            ResultField("total", .integer, "number of weights"),
            ResultField("kept", .integer, "number of weights that are left"),
            ResultField("density", .number, "share of weights that are left"),
            ResultField("entries", .integer, "weights and fillers that are stored"),
            ResultField("code_bits", .integer, "bits of a code before coding"),
            ResultField("coded_code_bits", .number, "mean bits of a code after coding"),
            ResultField("index_bits", .integer, "bits of a distance before coding"),
            ResultField("coded_index_bits", .number, "mean bits of a distance after coding"),
            ResultField("rate_before", .number, "size of pruned and shared weights, over float32"),
            ResultField("rate_after", .number, "size in the file, over float32"),
          ])), "the layers that are pruned or shared"),
      ResultField(
        "sections",
        .list(
          .record([
            ResultField("name", .text, "what the bytes are for"),
            ResultField("bytes", .integer, "how many"),
          ])), "where every byte of the file goes; they add up to `bytes`"),
    ],
    examples: [
      Example(
        "load model lenet-300-100 --seed 1; prune --keep 8%; quantize --bits 6; encode out/a.dcz",
        shows: "the table of layers and the ledger of the file")
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let compressed = try session.requireModel()
    let bits = try session.resolve(indexBits, in: compressed)
    let report: EncodeReport
    do {
      let (bytes, made) = try compressed.encoded(
        EncodingOptions(indexBits: bits, coder: coder.rawValue))
      try writeFileAtomically(bytes, to: path.path)
      report = made
    } catch let error as CompressionError {
      throw Diagnostic(error)
    } catch let error as FileError {
      throw Diagnostic(error)
    } catch {
      throw Diagnostic("\(path.path) could not be written")
    }
    return Output(
      report.record(path: path.path), display: EncodeDisplay(report, path: path.path).display)
  }
}

extension EncodeReport {
  fileprivate func record(path: String) -> Record {
    [
      "path": .string(path), "bytes": .integer(bytes), "original_bytes": .integer(originalBytes),
      "ratio": .number(ratio), "xz_bytes": xzBytes.map { .integer($0) } ?? .none,
      "layers": .list(layers.map { .record($0.record) }),
      "sections": .list(
        ledger.parts.map { ["name": .string($0.part.rawValue), "bytes": .integer($0.bytes)] }),
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
    ]
  }
}
