import Commands
import DeepCompression
import Language
import Testing

@Suite struct NetworkVocabularyTests {
  static var cards: [CommandCard] {
    Catalog.catalog.registry["network"]?.card.block?.words ?? []
  }

  /// Every operation of the engine is the last one of the first example of some word.
  @Test func everyOperationOfTheEngineHasAWord() throws {
    var kinds: Set<String> = []
    for card in Self.cards {
      let example = try #require(card.examples.first?.code)
      let block = example.drop { $0 != "{" }.dropFirst().dropLast()
      for node in try NetworkScripts.network(String(block)).graph.nodes {
        kinds.insert(type(of: node.operation).kind)
      }
    }
    #expect(Operations.all.map { $0.kind }.filter { !kinds.contains($0) } == [])
  }

  @Test func wordsAreTheKindsOfOperations() {
    let others = Set(Self.cards.map(\.name)).subtracting(Operations.all.map { $0.kind })
    #expect(others == ["input", "depthwise"])
  }

  /// A block with every word and every option, in its shortest form.
  private static let block =
    "input 4x16x16; conv c1 8 5x3 --stride 2 --pad same --dilation 2 --no-bias --groups 2 --from input; "
    + "depthwise d 3 --stride 2 --pad 1 --dilation 2x1 --no-bias --multiplier 2 --from c1; "
    + "maxpool m 2 --stride 1 --pad 1,0,0,0 --ceil --from c1; "
    + "avgpool a 3 --stride 1 --pad same --ceil --count-padding --from c1; "
    + "prelu p --shared --from c1; leakyrelu l --slope 0.5 --from c1; "
    + "gelu g --form tanh --from c1; batchnorm b --epsilon 0.5 --momentum 0.5 --from c1; "
    + "lrn n 3 --alpha 1 --beta 1 --k 2 --within --from c1; dropout o 25% --from c1; "
    + "add c1 l --name s; multiply c1 l --name t; concat c1 l --name u --axis 1; "
    + "split v 1 2 --axis 1 --from c1; relu r --from input; relu6 r6 --from c1; "
    + "sigmoid si --from c1; tanh ta --from c1; softmax so --from c1; silu sl --from c1; "
    + "hardswish hs --from c1; flatten f --from c1; globalavgpool ga --from c1; "
    + "globalmaxpool gm --from c1; reshape re 16x32 --from f; "
    + "transpose tr 1,0 --from re; pad pa 1 --from c1; pad --before 1,0,0 --after 1,0,0 --from c1; "
    + "upsample up 2x1 --method bilinear --from c1; dense fc 10 --no-bias --from f"

  @Test func everyWordSurvivesWritingAndReading() throws {
    #expect(try NetworkScripts.canonical(Self.block) == Self.block)
    for card in Self.cards {
      #expect(Self.block.contains("\(card.name) "), "add \(card.name) to the block")
      for option in card.options {
        let statements = Self.block.split(separator: "; ").filter { $0.hasPrefix("\(card.name) ") }
        #expect(
          statements.contains { "\($0) ".contains("--\(option.name) ") },
          "add --\(option.name) to \(card.name) in the block")
      }
    }
  }

  @Test func wordsThatDoNotExistComeWithWhatWasMeant() {
    let found = NetworkScripts.found("network a { input 3; rulu; xyzzy }")
    #expect(found.map(\.message) == ["there is no layer `rulu`", "there is no layer `xyzzy`"])
    #expect(found.map(\.help) == ["did you mean relu?", "help network lists the layers"])
  }
}
