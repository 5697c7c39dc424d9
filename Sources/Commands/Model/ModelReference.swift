import DeepCompression
import Language

/// A network of the zoo, or a file with a model.
struct ModelReference: ArgumentValue {
  var text = ""

  init() {}

  init(argument: Value) throws(ArgumentError) {
    // The checks of a path are those of any file that is read.
    text = try InputFile(argument: argument).path
  }

  static let typeName = "the name of a network, or the path of a model file"
  static let placeholder = "NETWORK|FILE"
  static var candidates: [String] { Zoo.all.map(\.name) }
  static let role = ArgumentRole.readsFile

  var canonicalText: String { text }

  var network: ZooEntry? { Zoo.entry(named: text) }

  /// A word without a slash or a dot that is no network is a mistyped name, not a missing file: the
  /// command says so better than the checker could.
  var fileUse: FileUse? {
    network == nil && text.contains(where: { $0 == "/" || $0 == "." }) ? .reads(text) : nil
  }
}
