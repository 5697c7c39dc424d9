/// The whole command reference as Markdown.
public enum Reference {
  /// One chapter after another, each command with its usage, words, options, result, examples,
  /// and after it the words of its block.
  public static func markdown(_ cards: [CommandCard], title: String = "Command reference")
    -> String
  {
    var lines = ["# \(title)"]
    for chapter in HelpPage.chapters(of: cards) {
      lines += ["", "## \(chapter.name)"]
      for card in chapter.cards {
        lines += [""] + section(card, heading: "###")
        for word in card.block?.words ?? [] { lines += [""] + section(word, heading: "####") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ card: CommandCard, heading: String) -> [String] {
    var lines = [
      "\(heading) \(card.name)", "", escaped(card.summary), "", "```", card.usage, "```",
    ]
    for paragraph in card.discussion.split(separator: "\n\n") {
      lines += ["", escaped(String(paragraph))]
    }
    if !card.parameters.isEmpty {
      lines += ["", "| argument | meaning | type | default |", "|---|---|---|---|"]
      for parameter in card.positionals + card.options + card.blocks {
        let value = parameter.defaultText.flatMap { $0.isEmpty ? nil : cell($0) } ?? ""
        let type = parameter.kind == .flag ? "flag" : parameter.typeName
        lines.append(
          row([cell(parameter.usage), escaped(parameter.help), escaped(type), value]))
      }
    }
    let fields = HelpPage.rows(card.result, path: "")
    if !fields.isEmpty {
      lines += ["", "| field of the result | meaning |", "|---|---|"]
      lines += fields.map { row([cell($0.term), escaped($0.text)]) }
    }
    for example in card.examples {
      lines += ["", "Example: \(escaped(example.shows)).", "", "```"]
      lines += example.code.split(separator: "\n").map(String.init) + ["```"]
      if let gives = example.gives { lines += ["", "It gives \(code(gives.literal))."] }
    }
    return lines
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private static func code(_ text: String) -> String { "`\(text)`" }

  /// Code in a table, where a bar would end the cell.
  private static func cell(_ text: String) -> String {
    code(text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|"))
  }

  /// A text with the characters escaped that Markdown would take for its own, but for words between
  /// backquotes, which are code for Markdown too.
  private static func escaped(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // Without its partner a backquote is only a character.
    guard parts.count % 2 == 1 else { return plain(text) }
    return parts.enumerated().map { $0 % 2 == 0 ? plain(String($1)) : cell(String($1)) }.joined()
  }

  private static func plain(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>#|".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
