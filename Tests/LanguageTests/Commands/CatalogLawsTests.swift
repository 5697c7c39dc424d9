import Language
import Testing

@Suite struct CatalogLawsTests {
  private func card(_ change: (inout CommandCard) -> Void) -> [String] {
    var card = Prune.signature.card
    change(&card)
    return CatalogLaws.violations(of: [card])
  }

  @Test func theToyCommandsObey() {
    #expect(CatalogLaws.violations(of: Toy.registry.cards) == [])
  }

  @Test func namesAreUniqueAndPlain() {
    let cards = [Prune.signature.card, Prune.signature.card]
    #expect(CatalogLaws.violations(of: cards) == ["prune: declared twice"])
    for name in ["", "a b c", "Prune", "1st", "a  b"] {
      #expect(card { $0.name = name }.contains("\(name): a name is one or two lower-case words"))
    }
  }

  @Test(arguments: ["", ".", "no full stop", "lower case.", "Two. Sentences.", "Dots..", "A\nB."])
  func summariesAreOneSentence(summary: String) {
    #expect(
      card { $0.summary = summary } == ["prune: the summary must be one sentence with a full stop"])
  }

  @Test func everythingIsDocumented() {
    #expect(
      card { $0.parameters[0].help = "" } == [
        "prune: keep needs an explanation without a full stop"
      ])
    #expect(
      card { $0.parameters[0].help = "x." } == [
        "prune: keep needs an explanation without a full stop"
      ])
    #expect(card { $0.result[0].help = "" } == ["prune: the field density needs an explanation"])
    #expect(card { $0.examples = [] } == ["prune: at least one example is needed"])
    #expect(card { $0.chapter = "" } == ["prune: a chapter is missing"])
    #expect(card { $0.examples[0].shows = "" } == ["prune: an example must say what it shows"])
  }

  @Test func examplesParseAndUseTheCommand() {
    #expect(
      card { $0.examples[0].code = "train" } == [
        "prune: the example `train` does not use the command"
      ])
    #expect(
      card { $0.examples[0].code = "prune ]" }
        == ["prune: the example `prune ]`: expected the end of the statement, not `]`"])
    #expect(card { $0.examples[0].code = "x = (prune)" } == [])
  }

  @Test func parametersAreUniqueAndInAUsefulOrder() {
    #expect(card { $0.parameters.append($0.parameters[0]) } == ["prune: keep is declared twice"])
    #expect(card { $0.parameters[0].name = "Keep" } == ["prune: `Keep` is not a lower-case name"])
    var first = Seed.signature.card
    first.parameters.swapAt(0, 1)
    #expect(
      CatalogLaws.violations(of: [first]) == [
        "seed: first stands after second, which may be left out"
      ])
    var echo = Echo.signature.card
    echo.parameters.append(Seed.signature.card.parameters[0])
    #expect(
      CatalogLaws.violations(of: [echo]) == ["echo: first stands after word, which takes all words"]
    )
  }

  @Test func wordsOfBlocksObeyToo() {
    #expect(CatalogLaws.violations(of: ToyBlocks.registry.cards) == [])
    func route(_ change: (inout CommandCard) -> Void) -> [String] {
      var card = Route.signature.card
      change(&card)
      return CatalogLaws.violations(of: [card])
    }
    #expect(
      route { $0.block?.words[0].summary = "x" } == [
        "route: go: the summary must be one sentence with a full stop"
      ])
    #expect(
      route { $0.block?.words[0].examples[0].code = "route a { rest }" } == [
        "route: go: the example `route a { rest }` does not use the command"
      ])
    #expect(
      route { $0.block?.words.append(Rest.signature.card) } == ["route: rest: declared twice"])
    #expect(route { $0.block?.noun = "" } == ["route: `` is not a lower-case word"])
    #expect(
      route { $0.block?.words[0].parameters.swapAt(0, 1) } == [
        "route: go: name is a label and must be the first word"
      ])
  }

  @Test func fieldsAreUniqueAndPlain() {
    #expect(
      card { $0.result.append($0.result[0]) } == ["prune: the field density is declared twice"])
    #expect(
      card { $0.result = [ResultField("a", .record([ResultField("B", .any, "x")]), "y")] }
        == ["prune: the field `a.B` is not a lower-case name"])
  }
}
