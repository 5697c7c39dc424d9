import Language
import Testing

@Suite struct TokenTests {
  private func kinds(_ text: String) -> [String] {
    let script = parse(text)
    return script.tokens.map { "\($0.kind.rawValue) \(script.source.text(in: $0.range))" }
  }

  @Test func everyPieceHasItsRole() {
    #expect(
      kinds("train --lr=1e-3 \"a ${x} \\n\" 'b' # c\n") == [
        "bareText train", "whitespace  ", "option --lr", "equals =", "bareText 1e-3",
        "whitespace  ", "quote \"", "text a ", "interpolationStart ${", "variable x",
        "interpolationEnd }", "text  ", "escape \\n", "quote \"", "whitespace  ", "rawText 'b'",
        "whitespace  ", "comment # c", "newline \n",
      ])
    #expect(
      kinds("#!x\ny = $a.b[1] + 8%; \\\n)") == [
        "shebang #!x", "newline \n", "name y", "whitespace  ", "equals =", "whitespace  ",
        "variable $a", "symbol .", "name b", "open [", "number 1", "close ]", "whitespace  ",
        "symbol +", "whitespace  ", "number 8%", "semicolon ;", "whitespace  ",
        "continuation \\\n", "skipped )",
      ])
  }

  @Test func triviaHasNoMeaning() {
    let script = parse("#!x\n echo \\\n a # b")
    let trivia = Set(script.tokens.filter(\.isTrivia).map(\.kind))
    #expect(trivia == [.whitespace, .newline, .continuation, .comment, .shebang])
    #expect(script.tokens.filter { !$0.isTrivia }.map(\.kind) == [.bareText, .bareText])
  }
}
