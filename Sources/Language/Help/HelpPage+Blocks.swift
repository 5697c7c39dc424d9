extension HelpPage {
  /// What a command's block is, and its words by chapter.
  static func sections(ofBlock card: CommandCard) -> [Section] {
    let block = card.blocks.map { Section("Block", rows: [Row($0.placeholder, $0.help)]) }
    return block
      + chapters(of: card.block?.words ?? []).map { chapter in
        Section(
          chapter.name,
          rows: chapter.cards.map { word in
            Row(([word.name] + word.positionals.map(\.usage)).joined(separator: " "), word.summary)
          })
      }
  }

  /// The page of a word that stands in a command's block.
  public init(_ word: CommandCard, inBlockOf card: CommandCard) {
    self.init(word)
    let noun = card.block?.noun ?? "word"
    sections[0].paragraphs.insert("A \(noun): it stands in the block of \(card.name).", at: 1)
  }

  /// The page of a word of some block, asked for as `conv` or as `network conv`.
  static func word(_ topic: String, in cards: [CommandCard]) -> HelpPage? {
    for card in cards {
      let word = card.block?.words.first { topic == $0.name || topic == "\(card.name) \($0.name)" }
      if let word { return HelpPage(word, inBlockOf: card) }
    }
    return nil
  }
}
