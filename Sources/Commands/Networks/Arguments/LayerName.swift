import Language

/// The name of a layer in a definition; `input` stands for the network's input.
struct LayerName: ArgumentValue, Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  init(argument: Value) throws(ArgumentError) {
    let text = argument.displayText
    let bytes = Array(text.utf8)
    let isName =
      (1...255).contains(bytes.count) && NameCharacters.isLetter(bytes[0])
      && bytes.allSatisfy(NameCharacters.isNameByte)
    guard isName else { throw ArgumentError() }
    self.text = text
  }

  static let typeName = "a name of letters, digits, _, - and /"
  static let placeholder = "LAYER"
  var canonicalText: String { text }

  /// What a layer without a name of its own is called: `relu1`, but `relu6-1`, as `relu61` could be
  /// the 61st `relu`.
  static func automatic(_ word: String, _ number: Int) -> String {
    word.last?.isNumber == true ? "\(word)-\(number)" : "\(word)\(number)"
  }

  /// How help says so.
  static func automaticHelp(_ word: String) -> String {
    "its name; \(automatic(word, 1)), \(automatic(word, 2)) and so on if it has none"
  }

  /// The network's input, which no layer can be called.
  static let input = LayerName("input")
}

/// The characters of names.
enum NameCharacters {
  static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
    default: isLetter(byte)
    }
  }
}
