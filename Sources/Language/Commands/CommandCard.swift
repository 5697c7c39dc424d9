/// Everything about a command that is not code: help, completion, the reference and the checker
/// read it.
public struct CommandCard: Sendable, Equatable, Codable {
  /// One or two words, such as `train` or `load data`.
  public var name: String
  /// One sentence.
  public var summary: String
  /// The heading under which help lists it.
  public var chapter: String
  /// Further paragraphs for its own help page, separated by empty lines; may be empty.
  public var discussion: String
  /// Its words and options, in the order of the declaration.
  public var parameters: [ParameterCard]
  /// The fields of its result; empty when they are not known beforehand.
  public var result: [ResultField]
  /// How to use it.
  public var examples: [Example]
  /// What may stand in its block; nothing if it takes none.
  public var block: BlockCard?

  /// Makes a card by hand, for a statement that is not a command.
  public init(
    name: String, summary: String, chapter: String, discussion: String = "",
    parameters: [ParameterCard] = [], result: [ResultField] = [], examples: [Example],
    block: BlockCard? = nil
  ) {
    self.name = name
    self.summary = summary
    self.chapter = chapter
    self.discussion = discussion
    self.parameters = parameters
    self.result = result
    self.examples = examples
    self.block = block
  }

  /// The words of the name.
  public var nameWords: [String] { name.split(separator: " ").map(String.init) }

  /// Its positional words, in order.
  public var positionals: [ParameterCard] { parameters.filter(\.kind.isPositional) }

  /// Its options and flags, in order.
  public var options: [ParameterCard] { parameters.filter(\.kind.isOption) }

  /// Its positional words as they stand behind each other, given the first one: a label is one
  /// of them only if it begins with a letter.
  func positionals(firstWord: String?) -> [ParameterCard] {
    let all = positionals
    guard all.first?.kind == .label, let firstWord, !Self.isLabel(.string(firstWord)) else {
      return all
    }
    return Array(all.dropFirst())
  }

  /// Whether a word can be a label.
  static func isLabel(_ word: Value) -> Bool {
    guard case .string(let text) = word else { return false }
    return Characters.nameEnd(Array(text.utf8), from: 0) > 0
  }

  /// Its block, if it takes one.
  var blocks: [ParameterCard] { parameters.filter { $0.kind == .block } }

  /// The option or flag of a name, without the `--`.
  public func option(named name: String) -> ParameterCard? { options.first { $0.name == name } }
}

/// What may stand in the block of a command.
public struct BlockCard: Sendable, Equatable, Codable {
  /// What each of its words is called: `layer`.
  public var noun: String
  /// The words.
  public var words: [CommandCard]

  /// Makes a card of words.
  public init(noun: String, words: [CommandCard]) {
    self.noun = noun
    self.words = words
  }
}

/// Everything about a word or an option of a command that is not code.
public struct ParameterCard: Sendable, Equatable, Codable {
  /// How an argument is given.
  public enum Kind: String, Sendable, Codable {
    /// A word before all others that begins with a letter and may be left out.
    case label
    /// One word by its place.
    case positional
    /// All further words.
    case rest
    /// `--name value`.
    case option
    /// `--name`, without a value.
    case flag
    /// Statements in braces.
    case block

    /// Whether it is given by its place.
    public var isPositional: Bool { self == .label || self == .positional || self == .rest }
    /// Whether it is given by its name.
    public var isOption: Bool { self == .option || self == .flag }
  }

  /// How it is given.
  public var kind: Kind
  /// Its name, without the `--`.
  public var name: String
  /// What it means; a phrase without a full stop.
  public var help: String
  /// What its value is: "a whole number from 1 to 1000".
  public var typeName: String
  /// What stands for its value in the usage line.
  public var placeholder: String
  /// All values, or the usual ones.
  public var candidates: [String]
  /// What completion and the checker should know of it.
  public var role: ArgumentRole
  /// The kind of the names that it gives or calls; nothing if it is no name.
  public var nameKind: String?
  /// Its value when it is not given, as text; nothing when it then has none.
  public var defaultText: String?
  /// Whether it must be given.
  public var isRequired: Bool

  /// Makes a card by hand, for a statement that is not a command.
  public init(
    kind: Kind, name: String, help: String, typeName: String, placeholder: String,
    candidates: [String] = [], role: ArgumentRole = .plain, nameKind: String? = nil,
    defaultText: String? = nil, isRequired: Bool = false
  ) {
    self.kind = kind
    self.name = name
    self.help = help
    self.typeName = typeName
    self.placeholder = placeholder
    self.candidates = candidates
    self.role = role
    self.nameKind = nameKind
    self.defaultText = defaultText
    self.isRequired = isRequired
  }

  /// What messages call it: `--epochs`, or `FILE` for a word.
  public var label: String { kind.isOption ? "--\(name)" : name.uppercased() }
}
