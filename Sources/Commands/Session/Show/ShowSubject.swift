import DeepCompression
import Language

/// What there is to show: the session's things by name, or a compressed file.
struct ShowSubject: ArgumentValue {
  enum Topic: String, CaseIterable {
    case all
    case data
    case model
  }

  /// nil for a file.
  var topic: Topic? = .all
  /// The word, or the path.
  var text = Topic.all.rawValue

  init() {}

  init(argument: Value) throws(ArgumentError) {
    // The checks of a path are those of any file that is read.
    text = try InputFile(argument: argument).path
    topic = Topic(rawValue: text)
    guard topic == nil, !ModelReference.looksLikePath(text) else { return }
    let near = Suggestion.nearest(to: text, in: Self.candidates)
    throw ArgumentError(
      help: near.map { "did you mean \($0)?" } ?? "the path of a file has a slash or an ending")
  }

  static let typeName = "one of all, data, model, or the path of a .dcz file"
  static let placeholder = "all|data|model|FILE"
  static let candidates = Topic.allCases.map(\.rawValue)
  static let role = ArgumentRole.readsFile

  var canonicalText: String { text }

  var fileUse: FileUse? { topic == nil ? .reads(text) : nil }

  /// The path, if a file is to be shown.
  var path: String? { topic == nil ? text : nil }
}
