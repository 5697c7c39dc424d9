import Language
import Session
import Testing

@Suite struct CommandCatalogTests {
  @Test func registryKeepsTheOrderOfTheList() {
    #expect(
      CommandCatalog.toys.registry.commands.map(\.card.name) == [
        "answer", "draw card", "spoil", "learn",
      ])
  }

  @Test func nameOfTwoWordsFindsItsCommand() throws {
    var session = Session(catalog: .toys)
    #expect(try session.last("draw card").command == "draw card")
  }

  @Test(arguments: [
    ("anser 3", "there is no command `anser`", "did you mean answer?"),
    ("draw", "draw needs a second word", "one of card"),
    ("draw cart", "there is no command `draw cart`", "did you mean draw card?"),
    ("answer", "answer needs NUMBER: the number", "answer NUMBER"),
    ("answer three", "NUMBER takes a whole number, not `three`", nil),
    ("answer 1 2", "answer takes one word", "answer NUMBER"),
    ("answer 1 --loud", "answer has no option --loud", "answer has no options"),
  ])
  func whatIsNotUnderstoodIsAUsageError(text: String, message: String, help: String?) throws {
    var session = Session(catalog: .toys)
    let error = try #require(try session.last(text).error)
    #expect(error.kind == .usage)
    #expect(error.message == message)
    #expect(error.help == help)
    #expect(error.span != nil)
  }

  @Test func catalogWithoutCommandsKnowsNone() throws {
    var session = Session(catalog: CommandCatalog([]))
    #expect(try session.last("answer 3").error?.message == "there is no command `answer`")
    #expect(try session.last("1 + 1").value == 2)
  }
}
