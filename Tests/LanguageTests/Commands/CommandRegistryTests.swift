import Language
import Testing

@Suite struct CommandRegistryTests {
  @Test(arguments: [
    ("trian --epochs 3", "1:1 there is no command `trian`", "did you mean train?"),
    ("load", "1:1 load needs a second word", "one of data, model"),
    ("load modle x", "1:6 there is no command `load modle`", "did you mean load model?"),
    ("load zzz", "1:6 there is no command `load zzz`", "load goes with data, model"),
    ("laod data x", "1:1 there is no command `laod`", "did you mean load data?"),
    ("exepct 3", "1:1 there is no command `exepct`", "did you mean expect?"),
    ("xyzzy", "1:1 there is no command `xyzzy`", "help lists the commands"),
    ("for k in x", "1:1 there is no command `for`", "help lists the commands"),
  ])
  func unknownCommands(text: String, mistake: String, help: String) {
    let found = check(text)
    #expect(mistakes(found) == [mistake] && found.first?.help == help)
  }

  @Test func namesOfTwoWordsGoFirst() {
    let registry = CommandRegistry([
      RegisteredCommand(LoadData.self), RegisteredCommand(Echo.self), RegisteredCommand(Echo.self),
    ])
    #expect(registry["load data"]?.card.name == "load data" && registry["load"] == nil)
    #expect(registry.commands.count == 3)
    #expect(registry.cards.map(\.name) == ["load data", "echo", "echo", "expect"])
  }
}
