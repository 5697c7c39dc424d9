import DeepCompression
import Language
import Session

/// A network of the zoo or of a script, or a file with a model.
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
  static let nameKind: String? = DefinedNetwork.kind

  var canonicalText: String { text }

  var network: ZooEntry? { Zoo.entry(named: text) }

  var fileUse: FileUse? { isPath ? .reads(text) : nil }

  var nameUse: NameUse? {
    isPath ? nil : .calls(kind: DefinedNetwork.kind, name: text, known: Zoo.all.map(\.name))
  }

  private var isPath: Bool { network == nil && ModelReference.looksLikePath(text) }

  /// Whether a word can only be the path of a file: it has a slash, or ends as `a.dcz` does.
  static func looksLikePath(_ text: String) -> Bool {
    if text.contains("/") { return true }
    guard let dot = text.lastIndex(of: ".") else { return false }
    return text[dot...].dropFirst().first?.isNumber != true
  }
}
