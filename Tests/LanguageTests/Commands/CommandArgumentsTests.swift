import Language
import Testing

@Suite struct CommandArgumentsTests {
  /// A command can be handled without knowing its type.
  @Test func commandsAreErasable() throws {
    let types: [any CommandArguments.Type] = [Train.self, Prune.self, Echo.self]
    func card<Command: CommandArguments>(_ type: Command.Type) -> CommandCard {
      type.signature.card
    }
    #expect(types.map { card($0).name } == ["train", "prune", "echo"])
  }
}
