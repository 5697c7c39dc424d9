import Language
import Testing

private struct Help: CommandArguments {
  var topic: [String] = []
  var about: Topic?
  static let signature = Signature<Help>(
    "help", "Show help.",
    [.rest(\.topic, "topic", "a command"), .option(\.about, "about", "a command")],
    examples: [Example("help", shows: "all commands")])
}

private struct Topic: ArgumentValue {
  var name: String
  static var typeName: String { "a command" }
  static var role: ArgumentRole { .command }
  init(argument: Value) throws(ArgumentError) { name = argument.displayText }
  var canonicalText: String { name }
}

@Suite struct WordCompleterTests {
  private let registry = CommandRegistry([
    RegisteredCommand(Help.self), RegisteredCommand(LoadData.self), RegisteredCommand(Train.self),
  ])

  private func complete(_ line: String) -> [String] {
    Completer.complete(line: line, cursor: line.utf8.count, registry: registry)
      .candidates.map(\.text)
  }

  @Test func argumentsMayBeCommands() {
    #expect(complete("help --about tr") == ["train"])
    #expect(complete("help --about lo") == ["load data"])
  }

  @Test func restWordsGoOn() {
    #expect(complete("help a b ") == [])
    #expect(complete("help a --") == ["--about"])
  }

  @Test func descriptionsSayWhatItIs() {
    let found = Completer.complete(line: "train --ep", cursor: 10, registry: registry)
    #expect(found.candidates == [.init("--epochs", "passes over the training images", .option)])
  }
}
