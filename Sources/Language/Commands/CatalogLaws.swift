/// What must hold of every list of commands; a test of the catalog demands that there are no
/// violations.
public enum CatalogLaws {
  /// What is wrong with the declarations, one sentence each; empty when all is well.
  public static func violations(of cards: [CommandCard]) -> [String] {
    var violations: [String] = []
    var names: Set<String> = []
    for card in cards {
      if !names.insert(card.name).inserted { violations.append("\(card.name): declared twice") }
      violations += self.violations(of: card).map { "\(card.name): \($0)" }
      guard let block = card.block else { continue }
      violations += self.violations(of: block.words).map { "\(card.name): \($0)" }
      if !isName(block.noun[...], dashes: false) {
        violations.append("\(card.name): `\(block.noun)` is not a lower-case word")
      }
    }
    return violations
  }

  private static func violations(of card: CommandCard) -> [String] {
    var violations: [String] = []
    let words = card.name.split(separator: " ", omittingEmptySubsequences: false)
    if !(1...2).contains(words.count) || !words.allSatisfy({ isName($0, dashes: true) }) {
      violations.append("a name is one or two lower-case words")
    }
    if !isSentence(card.summary) {
      violations.append("the summary must be one sentence with a full stop")
    }
    if card.chapter.isEmpty { violations.append("a chapter is missing") }
    if card.examples.isEmpty { violations.append("at least one example is needed") }
    violations += parameterViolations(card)
    violations += fieldViolations(card.result, path: "")
    for example in card.examples { violations += exampleViolations(example, card) }
    return violations
  }

  private static func parameterViolations(_ card: CommandCard) -> [String] {
    var violations: [String] = []
    var names: Set<String> = []
    var optional: String?
    var rest: String?
    for parameter in card.parameters {
      let name = parameter.name
      if !names.insert(name).inserted { violations.append("\(name) is declared twice") }
      if !isName(name[...], dashes: true) {
        violations.append("`\(name)` is not a lower-case name")
      }
      if parameter.help.isEmpty || parameter.help.hasSuffix(".") {
        violations.append("\(name) needs an explanation without a full stop")
      }
      guard parameter.kind.isPositional else { continue }
      if parameter.kind == .label {
        if card.positionals.first?.name != name {
          violations.append("\(name) is a label and must be the first word")
        }
        continue
      }
      if let rest { violations.append("\(name) stands after \(rest), which takes all words") }
      if let optional, parameter.isRequired || parameter.kind == .rest {
        violations.append("\(name) stands after \(optional), which may be left out")
      }
      if parameter.kind == .rest { rest = name } else if !parameter.isRequired { optional = name }
    }
    return violations
  }

  private static func fieldViolations(_ fields: [ResultField], path: String) -> [String] {
    var violations: [String] = []
    var names: Set<String> = []
    for field in fields {
      let name = path + field.name
      if !names.insert(name).inserted { violations.append("the field \(name) is declared twice") }
      if !isName(field.name[...], dashes: false) {
        violations.append("the field `\(name)` is not a lower-case name")
      }
      if field.help.isEmpty { violations.append("the field \(name) needs an explanation") }
      violations += fieldViolations(field.type.fields, path: "\(name).")
    }
    return violations
  }

  private static func exampleViolations(_ example: Example, _ card: CommandCard) -> [String] {
    let script = Parser.parse(SourceText(name: "example", text: example.code))
    var violations = script.diagnostics.map { "the example `\(example.code)`: \($0.message)" }
    let names = Parser.names(in: example.code) + Parser.namesInBlocks(in: example.code)
    let isUsed = names.contains { $0 == card.nameWords || $0.first.map { [$0] } == card.nameWords }
    if !isUsed { violations.append("the example `\(example.code)` does not use the command") }
    if example.shows.isEmpty { violations.append("an example must say what it shows") }
    return violations
  }

  private static func isSentence(_ text: String) -> Bool {
    guard text.hasSuffix("."), text.first?.isUppercase == true else { return false }
    let inner = text.dropLast()
    return !inner.contains("\n") && !inner.isEmpty && inner.last != "."
      && !zip(inner, inner.dropFirst()).contains { $0 == "." && $1 == " " }
  }

  private static func isName(_ text: Substring, dashes: Bool) -> Bool {
    guard let first = text.utf8.first, Characters.isLetter(first) else { return false }
    return text.utf8.allSatisfy { byte in
      (Characters.isNameByte(byte) || (dashes && byte == UInt8(ascii: "-")))
        && !(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
    }
  }
}

extension Parser {
  /// The leading words of every command in a text, in statements and in parentheses.
  package static func names(in text: String) -> [[String]] {
    let found = collected(text)
    return found.invocations.map { $0.leadingNames.map(\.text) } + found.keywords
  }

  /// The leading words of every statement in the blocks of a text.
  package static func namesInBlocks(in text: String) -> [[String]] {
    collected(text).inBlocks.map { $0.leadingNames.map(\.text) }
  }

  private static func collected(_ text: String) -> InvocationCollector {
    var collector = InvocationCollector()
    for statement in parse(SourceText(name: "", text: text)).statements {
      collector.visit(statement)
    }
    return collector
  }
}
