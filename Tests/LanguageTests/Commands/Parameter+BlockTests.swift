import Foundation
import Language
import Testing

@Suite struct ParameterBlockTests {
  @Test func cardsHoldTheWords() throws {
    let card = Route.signature.card
    #expect(card.usage == "route NAME [--laps N] { STEP… }")
    #expect(card.block?.noun == "step" && card.block?.words.map(\.name) == ["go", "rest"])
    #expect(card.options.map(\.name) == ["laps"] && card.positionals.map(\.name) == ["name"])
    #expect(Echo.signature.card.block == nil)
    let data = try JSONEncoder().encode(card)
    #expect(try JSONDecoder().decode(CommandCard.self, from: data) == card)
  }

  @Test func labelsMayBeLeftOut() throws {
    #expect(Go.signature.card.usage == "go [NAME] STEPS [VIA]… [--fast]")
    #expect(
      try ToyBlocks.canonical("route a --laps 1 { go 3; go b 3; go _1 2 x y; rest; rest c }")
        == "route a { go 3; go b 3; go _1 2 x y; rest; rest c }")
  }

  @Test func registryKnowsTheWords() {
    #expect(ToyBlocks.registry["route"]?.block?.commands.map(\.card.name) == ["go", "rest"])
    #expect(ToyBlocks.registry["walk"]?.block == nil)
    #expect(Route.words.cards.map(\.name) == ["go", "rest"] && Route.words.noun == "step")
  }
}
