import Display
import Testing

@Suite struct TextStyleTests {
  @Test func colourIsOnlyWrittenWhenAllowed() {
    #expect(TextStyle.plain.apply(.error, to: "bad") == "bad")
    #expect(TextStyle.colored.apply(.error, to: "bad") == "\u{1B}[1;31mbad\u{1B}[0m")
    #expect(TextStyle.colored.apply(.rule, to: "") == "")
  }
}
