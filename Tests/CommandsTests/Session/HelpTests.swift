import Commands
import Language
import Testing

@Suite struct HelpTests {
  private var rig: Rig

  init() throws { rig = try Rig() }

  @Test mutating func overviewListsEveryCommandUnderItsChapter() throws {
    let result = try rig.ok("help")
    let text = result.display.plainText()
    for card in rig.session.catalog.registry.cards {
      #expect(text.contains(card.name))
      #expect(text.contains(card.summary))
      #expect(text.contains("\n\(card.chapter)\n"))
    }
    #expect(result.value == ["topic": ""])
  }

  @Test mutating func everyCommandHasAPageWithAllThatIsDeclared() throws {
    for card in rig.session.catalog.registry.cards {
      let result = try rig.ok("help \(card.name)")
      let text = result.display.plainText()
      #expect(result.value == ["topic": .string(card.name)])
      #expect(text.hasPrefix(card.name))
      #expect(text.contains(card.summary))
      #expect(text.contains("Usage\n  \(card.usage)\n"))
      for parameter in card.parameters { #expect(text.contains(parameter.help)) }
      for field in card.result { #expect(text.contains(field.help)) }
      for example in card.examples { #expect(text.contains(example.shows)) }
    }
  }

  @Test(arguments: [
    ("load", "load model"), ("Compression", "quantize"), ("compression", "prune"),
    ("language", "$it"), ("expect", "exit code 3"),
  ])
  func topicsBesideCommands(topic: String, part: String) throws {
    var rig = try Rig()
    #expect(try rig.ok("help \(topic)").display.plainText().contains(part))
  }

  @Test mutating func unknownTopicSaysWhatIsNear() throws {
    let error = try rig.failure("help quantise")
    #expect(error.message == "there is no help on `quantise`")
    #expect(error.help == "did you mean help quantize?")
    #expect(error.kind == .usage)
  }
}
