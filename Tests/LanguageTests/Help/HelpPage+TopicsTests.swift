import Language
import Testing

@Suite struct HelpPageTopicsTests {
  private let cards = Toy.registry.cards

  @Test func theOverviewIsByChapter() {
    let page = HelpPage.overview(of: cards)
    #expect(
      page.sections.map(\.heading) == ["Data", "Training", "Compression", "Output", "Language", ""])
    #expect(page.sections[1].rows.map(\.term) == ["train", "eval"])
    #expect(page.sections.flatMap(\.rows).count == cards.count)
  }

  @Test func pagesByTopic() throws {
    #expect(try HelpPage.page(for: "load data", in: cards) == HelpPage(LoadData.signature.card))
    #expect(
      try HelpPage.page(for: "load", in: cards).sections[0].rows.map(\.term)
        == ["load data", "load model"])
    let chapter = try HelpPage.page(for: "training", in: cards)
    #expect(chapter.sections[0].rows.map(\.term) == ["train", "eval"])
    #expect(try HelpPage.page(for: "expect", in: cards).title == "expect")
    #expect(try HelpPage.page(for: "language", in: cards) == HelpPage.language)
    let error = #expect(throws: Diagnostic.self) { try HelpPage.page(for: "trian", in: cards) }
    #expect(
      error?.message == "there is no help on `trian`" && error?.help == "did you mean help train?")
  }

  @Test func wordsAreFoundAnywhere() {
    let found = HelpPage.mentions(of: "EPOCH", in: cards).sections[0].rows.map(\.term)
    #expect(found == ["train"])
    #expect(HelpPage.mentions(of: "zebra", in: cards).sections[0].rows.isEmpty)
  }

  @Test func theLanguagePageNamesEveryOperatorAndFunction() {
    let rows = HelpPage.language.sections.flatMap(\.rows)
    let terms = rows.flatMap { $0.term.split(separator: " ").map(String.init) }
    for operation in BinaryOperator.allCases { #expect(terms.contains(operation.rawValue)) }
    for function in Function.all { #expect(rows.contains { $0.term == function.usage }) }
  }
}
