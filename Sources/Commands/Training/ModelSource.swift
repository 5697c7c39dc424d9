import DeepCompression
import Language
import Session

/// The session's model, by the word `model`, or a file with one.
struct ModelSource: ArgumentValue {
  var text = word

  /// What stands for the session's model; a file of this name is `./model`.
  static let word = "model"

  init() {}

  init(argument: Value) throws(ArgumentError) {
    // The checks of a path are those of any file that is read.
    text = try InputFile(argument: argument).path
  }

  static let typeName = "the word model, or the path of a model file"
  static let placeholder = "model|FILE"
  static let candidates = [word]
  static let role = ArgumentRole.readsFile

  var canonicalText: String { text }

  var fileUse: FileUse? { text == Self.word ? nil : .reads(text) }

  /// The model.
  /// - Throws: `Diagnostic` if there is none, or the file cannot be read.
  func model(in session: Session) throws(Diagnostic) -> Model {
    text == Self.word
      ? try session.requireModel().model
      : try ModelFile.contents(of: text, in: session).compressed.model
  }
}
