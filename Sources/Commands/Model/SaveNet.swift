import DeepCompression
import Display
import Language
import Session

/// `save net FILE`
struct SaveNet: Command {
  var path: OutputFile = ""

  static let signature = Signature<SaveNet>(
    "save net", "Write the model in the format of Deep Compression's author.",
    chapter: Chapter.data,
    discussion: """
      A .net file has shared weights alone: up to 255 beside 0 in layers whose name contains conv, \
      up to 15 in those with fc or ip; layers of other names cannot have weights. Positions are \
      stored as gaps up to 15, with fillers. The network itself is not stored. The file appears \
      whole or not at all.
      """,
    [.positional(\.path, "path", "the file to write, usually .net")],
    result: [
      ResultField("path", .text, "the file"),
      ResultField("bytes", .integer, "size of the file"),
    ],
    examples: [
      Example(
        "load model lenet-300-100 --seed 1; prune --keep 8%; quantize --bits 4; save net out/a.net",
        shows: "a file that the author's programs read")
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let compressed = try session.requireModel()
    let bytes: Int
    do {
      bytes = try NetFile.write(compressed, to: path.path)
    } catch {
      throw Diagnostic(error, path: path.path, prototxt: path.path)
    }
    return Output(
      ["path": .string(path.path), "bytes": .integer(bytes)],
      display: Display(text: "\(path.path): \(Quantity.exactBytes(bytes))"))
  }
}
