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
        let value = parameter.defaultText.flatMap { $0.isEmpty ? nil : code($0) } ?? ""
        let type = parameter.kind == .flag ? "flag" : parameter.typeName
        lines.append(row([code(parameter.usage), parameter.help, type, value]))
      }
    }
    let fields = HelpPage.rows(card.result, path: "")
    if !fields.isEmpty {
      lines += ["", "| field of the result | meaning |", "|---|---|"]
      lines += fields.map { row([code($0.term), $0.text]) }
    }
    for example in card.examples {
      lines += ["", "Example: \(escaped(example.shows)).", "", "```"]
      lines += example.code.split(separator: "\n").map(String.init) + ["```"]
      if let gives = example.gives { lines += ["", "It gives \(code(gives.literal))."] }
    }
    return lines
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.hasPrefix("`") ? $0 : escaped($0) }.joined(separator: " | ") + " |"
  }

  private static func code(_ text: String) -> String {
    // A bar would end the cell even in code.
    "`\(text.flatMap { $0 == "|" ? Array("\\|") : [$0] }.map(String.init).joined())`"
  }

  /// A text with the characters escaped that Markdown would take for its own.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>#|".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
