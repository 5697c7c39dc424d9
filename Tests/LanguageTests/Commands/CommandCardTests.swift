import Foundation
import Language
import Testing

@Suite struct CommandCardTests {
  @Test func cardsTellEverythingThatIsDeclared() throws {
    let card = Train.signature.card
    #expect(card.options.map(\.name) == ["epochs", "lr", "limit", "nesterov", "shuffle"])
    #expect(card.options.map(\.defaultText) == ["10", "0.01", nil, "false", "true"])
    #expect(card.options.map(\.kind) == [.option, .option, .option, .flag, .flag])
    #expect(card.option(named: "epochs")?.typeName == "a whole number from 1 to 1000")
    #expect(card.option(named: "limit")?.label == "--limit")
    let file = try #require(Encode.signature.card.positionals.first)
    #expect(file.isRequired && file.defaultText == nil && file.role == .writesFile)
    #expect(file.label == "FILE" && file.placeholder == "FILE")
    #expect(LoadData.signature.card.nameWords == ["load", "data"])
    let keep = Prune.signature.card.option(named: "keep")
    #expect(keep?.role == .layers && keep?.defaultText == "10%")
    let bits = Quantize.signature.card.option(named: "bits")
    #expect(bits?.typeName == "a whole number from 1 to 8, or PATTERN=VALUE,… by layer")
  }

  @Test func cardsSurviveAsJSON() throws {
    let cards = Toy.registry.cards
    let data = try JSONEncoder().encode(cards)
    #expect(try JSONDecoder().decode([CommandCard].self, from: data) == cards)
  }
}
