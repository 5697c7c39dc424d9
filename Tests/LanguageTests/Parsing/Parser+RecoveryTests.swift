import Language
import Testing

@Suite struct ParserRecoveryTests {
  @Test func everyStatementIsLookedAt() {
    let script = parse(
      """
      x = [1 2]
      echo a)
      y = 1 +
      train --epochs=
      z = eval; w = }
      "a" "b"
      eval
      """)
    #expect(
      mistakes(script.diagnostics) == [
        "1:8 expected `,` or `]`, not `2`", "2:7 expected the end of the statement, not `)`",
        "3:8 expected a value, not the end of the line", "4:7 a value is missing after `=`",
        "5:5 `eval` is not a value", "5:15 expected a value, not `}`",
        "6:5 expected the end of the statement, not `\"`",
      ])
    #expect(shape(script.source.text).last == "<eval>")
  }

  @Test func anErrorBetweenBracketsPassesOverAllTheirLines() {
    let text = "x = [1, 2 3,\n  {\"a\": (b\n c)},\n 4]\neval"
    #expect(shape(text) == ["x := ?", "<eval>"])
    #expect(parse(text).diagnostics.count == 1)
  }

  @Test func quotesAndCommentsHideBrackets() {
    let text = "x = [1 2, \"]\", ']' # ]\n, 3]\neval"
    #expect(shape(text) == ["x := ?", "<eval>"])
  }

  @Test(arguments: [
    ("x = (eval\nprune --keep 8%\nexpect $x.error < 2%", "1:5 this `(` is never closed", 3),
    ("x = [1,\nprune --keep 8%", "1:5 this `[` is never closed", 2),
    ("x = {\"a\": 1,\n# note\neval", "1:5 this `{` is never closed", 2),
    ("echo \"done\nexpect $x > 3 \"too small\"\neval", "1:6 this `\"` is never closed", 3),
    ("echo 'done\neval", "1:6 this `'` is never closed", 2),
    ("echo \"${x\neval", "1:6 this `\"` is never closed", 2),
  ])
  func whatIsNeverClosedEndsWithItsLine(text: String, mistake: String, count: Int) {
    let script = parse(text)
    #expect(mistakes(script.diagnostics) == [mistake])
    #expect(script.statements.count == count)
  }

  @Test func manyUnclosedBracketsTakeLittleTime() {
    let line = "x = (1 +\n"
    let script = parse(String(repeating: line, count: 5000))
    #expect(script.diagnostics.count >= 50)
    #expect(script.statements.count >= 50)
  }

  @Test func tokensStayCompleteAfterGoingBack() {
    let text = "x = (eval \"a\nb\nc = [1\ny = 'z\n(("
    let script = parse(text)
    #expect(script.tokens.map { script.source.text(in: $0.range) }.joined() == text)
  }
}
