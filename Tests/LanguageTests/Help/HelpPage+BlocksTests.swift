import Language
import Testing

@Suite struct HelpPageBlocksTests {
  private let cards = ToyBlocks.registry.cards

  @Test func aCommandListsItsWordsByChapter() throws {
    let page = try HelpPage.page(for: "route", in: cards)
    #expect(
      page.sections.map(\.heading) == [
        "", "Usage", "Words", "Options", "Block", "Steps", "Pauses", "Examples",
      ])
    #expect(page.sections[4].rows == [.init("{ STEP… }", "what to do, in order")])
    #expect(page.sections[5].rows == [.init("go [NAME] STEPS [VIA]…", "Go some steps.")])
  }

  @Test(arguments: ["go", "route go"])
  func aWordSaysWhereItBelongs(topic: String) throws {
    let page = try HelpPage.page(for: topic, in: cards)
    #expect(page.title == "go")
    #expect(
      page.sections[0].paragraphs == ["Go some steps.", "A step: it stands in the block of route."])
    #expect(page.sections.contains { $0.heading == "Options" })
  }

  @Test func wordsAreProposedAndFound() {
    let error = #expect(throws: Diagnostic.self) { try HelpPage.page(for: "rset", in: cards) }
    #expect(error?.help == "did you mean help rest?")
    let found = HelpPage.mentions(of: "nothing", in: cards).sections[0].rows
    #expect(found == [.init("route rest", "Do nothing.")])
  }
}
