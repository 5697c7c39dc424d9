import DeepCompression
import Language
import Session

/// The name that a script gives to a network.
struct NetworkName: ArgumentValue {
  var text = ""

  init() {}

  init(argument: Value) throws(ArgumentError) {
    let text = argument.displayText
    let bytes = Array(text.utf8)
    guard (1...100).contains(bytes.count), NameCharacters.isLetter(bytes[0]),
      bytes.allSatisfy({ NameCharacters.isNameByte($0) || $0 == UInt8(ascii: ".") })
    else { throw ArgumentError() }
    // `load model` would look for a file.
    guard !ModelReference.looksLikePath(text) else { throw ArgumentError() }
    guard Zoo.entry(named: text) == nil else {
      throw ArgumentError(
        expected: "a name of its own",
        help: "\(text) comes with dcsh; choose another name, such as my-\(text)")
    }
    self.text = text
  }

  static let typeName = "a name of letters, digits, _ and -"
  static let placeholder = "NAME"
  static let nameKind: String? = DefinedNetwork.kind
  var canonicalText: String { text }
  var nameUse: NameUse? { .defines(kind: DefinedNetwork.kind, name: text) }
}
