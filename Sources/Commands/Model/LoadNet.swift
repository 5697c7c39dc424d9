import DeepCompression
import Display
import Language
import Session

/// `load net FILE --prototxt FILE`
struct LoadNet: Command {
  var path: InputFile = ""
  var prototxt: InputFile = ""

  static let signature = Signature<LoadNet>(
    "load net", "Load a compressed network in the format of Deep Compression's author.",
    chapter: Chapter.data,
    discussion: """
      A .net file has pruned and shared weights, but not the network: that comes from Caffe's \
      description of it, whose layers keep their names. Layers whose name contains conv, fc or ip \
      are read, in the order of the description. Masks and shared weights are those of the file, \
      and `save net` writes it back byte for byte. A softmax at the end of the network is left out, \
      as training and `eval` have one.
      """,
    [
      .positional(\.path, "net", "the .net file"),
      .option(
        \.prototxt, "prototxt", "Caffe's description of the network, usually .prototxt",
        required: true),
    ],
    result: [
      ResultField("name", .text, "the network's name"),
      ResultField("parameters", .integer, "number of weights and biases"),
      ResultField("bytes", .integer, "size of the parameters as float32"),
      ResultField("file_bytes", .integer, "size of the .net file on disk"),
      ResultField("layers", .integer, "number of layers in the file"),
      ResultField("weights", .integer, "number of their weights, zeros included"),
      ResultField("entries", .integer, "weights and fillers that are stored"),
      ResultField("fillers", .integer, "entries that stand for no weight"),
      ResultField("notes", .list(.text), "what was left out of the description"),
    ],
    examples: [
      Example(
        "load net out/lenet.net --prototxt out/lenet.prototxt; show model",
        shows: "masks and shared weights of the published file")
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let contents: NetFile.Contents
    do {
      contents = try NetFile.read(path.path, prototxt: prototxt.path)
    } catch {
      throw Diagnostic(error, path: path.path, prototxt: prototxt.path)
    }
    let compressed = contents.compressed
    session.workspace.compressed = compressed
    var display = Display(text: compressed.summary)
    display.append(
      text:
        "\(Quantity.exactBytes(contents.bytes)): \(Quantity.count(contents.entries)) entries, "
        + "\(Quantity.count(contents.fillers)) of them fillers")
    for note in contents.notes { display.append(text: note) }
    let model = compressed.model
    return Output(
      [
        "name": .string(model.name), "parameters": .integer(model.parameterCount),
        "bytes": .integer(model.float32Bytes), "file_bytes": .integer(contents.bytes),
        "layers": .integer(compressed.codebooks.count),
        "weights": .integer(compressed.weightCount), "entries": .integer(contents.entries),
        "fillers": .integer(contents.fillers),
        "notes": .list(contents.notes.map { .string($0) }),
      ], display: display)
  }
}
