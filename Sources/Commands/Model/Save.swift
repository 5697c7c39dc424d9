import DeepCompression
import Display
import Language
import Session

/// `save FILE`
struct Save: Command {
  var path: OutputFile = ""

  static let signature = Signature<Save>(
    "save", "Write the model to a file without compression.", chapter: Chapter.data,
    discussion: """
      The file is in the safetensors format, which other programs read. Masks and shared weights \
      are kept bit for bit. The file appears whole or not at all.
      """,
    [.positional(\.path, "path", "the file to write, usually .safetensors")],
    result: [
      ResultField("path", .text, "the file"),
      ResultField("bytes", .integer, "size of the file"),
    ],
    examples: [
      Example(
        "load model lenet-300-100; save out/model.safetensors", shows: "a file to go on from")
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let compressed = try session.requireModel()
    let bytes: Int
    do {
      bytes = try ModelFile.write(
        compressed, to: path.path, isCancelled: session.isCancelled)
    } catch {
      throw Diagnostic(error, path: path.path)
    }
    return Output(
      ["path": .string(path.path), "bytes": .integer(bytes)],
      display: Display(text: "\(path.path): \(Quantity.exactBytes(bytes))"))
  }
}
