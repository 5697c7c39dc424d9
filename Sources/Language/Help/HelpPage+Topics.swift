extension HelpPage {
  /// All commands, by chapter, in the order of their declaration.
  public static func overview(of cards: [CommandCard]) -> HelpPage {
    let sections = chapters(of: cards).map { chapter in
      Section(chapter.name, rows: chapter.cards.map { Row($0.name, $0.summary) })
    }
    let hint = Section(
      "", paragraphs: ["help COMMAND tells more of one; help language tells of expressions."])
    return HelpPage(title: "Commands", sections: sections + [hint])
  }

  /// The chapters of a catalog with their commands, both in the order of their declaration.
  public static func chapters(
    of cards: [CommandCard]
  ) -> [(name: String, cards: [CommandCard])] {
    var chapters: [(name: String, cards: [CommandCard])] = []
    for card in cards {
      if let index = chapters.firstIndex(where: { $0.name == card.chapter }) {
        chapters[index].cards.append(card)
      } else {
        chapters.append((card.chapter, [card]))
      }
    }
    return chapters
  }

  /// The commands whose name, summary or parameters mention a word, whatever its case.
  public static func mentions(of word: String, in cards: [CommandCard]) -> HelpPage {
    let needle = word.lowercased()
    func isFound(_ card: CommandCard) -> Bool {
      let texts =
        [card.name, card.summary, card.discussion]
        + card.parameters.flatMap { [$0.name, $0.help] }
      return texts.contains { $0.lowercased().contains(needle) }
    }
    let rows = cards.flatMap { card in
      let words = card.block?.words.filter(isFound) ?? []
      return (isFound(card) ? [Row(card.name, card.summary)] : [])
        + words.map { Row("\(card.name) \($0.name)", $0.summary) }
    }
    return HelpPage(title: word, sections: [Section("", rows: rows)])
  }

  /// The page for what somebody asked after `help`: a command, a word of a command's block, the
  /// first word of several commands, a chapter, or `language`.
  ///
  /// - Throws: that there is no such page, with what was probably meant.
  public static func page(
    for topic: String, in cards: [CommandCard]
  ) throws(Diagnostic) -> HelpPage {
    if let card = cards.first(where: { $0.name == topic }) { return HelpPage(card) }
    if topic == "language" { return language }
    if let page = word(topic, in: cards) { return page }
    let family = cards.filter { $0.nameWords.first == topic }
    if !family.isEmpty {
      let rows = family.map { Row($0.name, $0.summary) }
      return HelpPage(title: topic, sections: [Section("", rows: rows)])
    }
    let chapter = chapters(of: cards).first { $0.name.lowercased() == topic.lowercased() }
    if let chapter { return overview(of: chapter.cards) }
    let words = cards.flatMap { $0.block?.words.map(\.name) ?? [] }
    let near = Suggestion.nearest(to: topic, in: cards.map(\.name) + ["language"] + words)
    throw Diagnostic(
      "there is no help on `\(topic.shortened)`",
      help: near.map { "did you mean help \($0)?" } ?? "help lists the commands", kind: .usage)
  }

  /// What words, values and expressions look like.
  public static var language: HelpPage {
    HelpPage(
      title: "Language",
      sections: [
        Section("", paragraphs: ["One statement a line, or `;` between two."]),
        Section(
          "Statements",
          rows: [
            Row("COMMAND WORD --option VALUE", "run a command"),
            Row("COMMAND WORD { STATEMENT; … }", "a command with a block, of one line or several"),
            Row("name = EXPRESSION", "set a variable"),
            Row("name = (COMMAND)", "keep the result of a command"),
            Row("EXPRESSION", "show a value, if the line cannot be a command"),
            Row("expect EXPRESSION \"MESSAGE\"", "stop unless it is true"),
            Row("# TEXT", "a comment"),
          ]),
        Section(
          "Values",
          rows: [
            Row("$name", "a variable; $it is the result of the last command"),
            Row("$name.field[0]", "a part of it"),
            Row("\"text ${name}\"", "a text with values in it"),
            Row("'text'", "a text as it stands"),
            Row("8% 27KB 27KiB 90s 1e-3", "numbers; 8% is 0.08, 90s are seconds"),
            Row("[1, 2] {\"a\": 1} True None", "lists, records and constants"),
          ]),
        Section(
          "Operators, the tightest first",
          rows: [
            Row("**", "power"), Row("- +", "sign"), Row("* / // %", "the last two round down"),
            Row("+ -", "also joins texts and lists"), Row("== != < <= > >=", "comparison"),
            Row("not", "the opposite"), Row("and", "both"), Row("or", "either"),
          ]),
        Section("Functions", rows: Function.all.map { Row($0.usage, $0.summary) }),
      ])
  }
}
