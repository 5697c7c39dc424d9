import Language
import Testing

@Suite struct HelpPageTests {
  @Test func aCommandHasAllItsParts() {
    let page = HelpPage(Train.signature.card)
    #expect(page.title == "train")
    #expect(page.sections.map(\.heading) == ["", "Usage", "Options", "Result", "Examples"])
    #expect(page.sections[0].paragraphs == ["Train the model."])
    #expect(page.sections[1].paragraphs == [Train.signature.card.usage])
    #expect(
      page.sections[2].rows.first
        == .init(
          "--epochs N",
          "passes over the training images (a whole number from 1 to 1000; default 10)"))
    #expect(page.sections[2].rows.map(\.term).last == "--shuffle=false")
    #expect(page.sections[4].rows == [.init("train --epochs 2", "the loss of each epoch")])
  }

  @Test func wordsAndNestedFields() {
    let seed = HelpPage(Seed.signature.card).sections.first { $0.heading == "Words" }
    #expect(seed?.rows.map(\.term) == ["FIRST", "SECOND"])
    let prune = HelpPage(Prune.signature.card).sections.first { $0.heading == "Result" }
    #expect(
      prune?.rows.map(\.term) == ["density", "layers", "layers[i].name", "layers[i].density"])
  }

  @Test func examplesOfSeveralLinesAreSeveralRows() {
    var card = Prune.signature.card
    card.examples = [Example("x = 1\nprune", shows: "two lines")]
    #expect(
      HelpPage(card).sections.last?.rows == [.init("x = 1", "two lines"), .init("prune", "")])
  }

  @Test func discussionsAreParagraphs() {
    var card = Prune.signature.card
    card.discussion = "One.\n\nTwo."
    #expect(HelpPage(card).sections[0].paragraphs == [card.summary, "One.", "Two."])
  }
}
