import Terminal
import Testing

@Suite struct ColorChoiceTests {
  @Test(arguments: [
    (ColorChoice.auto, true, ["TERM": "xterm"], true),
    (.auto, false, ["TERM": "xterm"], false),
    (.auto, true, ["TERM": "xterm", "NO_COLOR": "1"], false),
    (.auto, true, ["TERM": "dumb"], false),
    (.auto, true, [:], false),
    (.always, false, ["NO_COLOR": "1"], true),
    (.never, true, ["TERM": "xterm"], false),
  ])
  func decides(choice: ColorChoice, isTerminal: Bool, variables: [String: String], hasColor: Bool) {
    let style = choice.style(isTerminal: isTerminal, environment: Environment(variables))
    #expect(style.color == hasColor)
  }
}
