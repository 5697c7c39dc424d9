import Terminal
import Testing

@Suite struct ConsoleTests {
  @Test func filesAreNoTerminals() {
    let stage = Stage()
    let console = stage.console
    #expect(!console.isInteractive)
    #expect(!console.output.isTerminal)
    #expect(!console.error.isTerminal)
  }

  @Test func bothOutputsTakeTheSameChoiceOfColor() {
    let console = Console(color: .always, environment: Environment([:]))
    #expect(console.output.style.color)
    #expect(console.error.style.color)
  }
}
