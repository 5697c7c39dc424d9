import Language
import Testing

@Suite struct ParserExpressionsTests {
  @Test(arguments: [
    ("1 < 2 < 3", "1:7 comparisons do not chain"),
    ("1 +", "1:4 expected a value, not the end of the text"),
    ("1 + * 2", "1:5 expected a value, not `*`"),
    ("$x.", "1:4 expected the name of a field after `.`, not the end of the text"),
    ("(1).5", "1:5 expected the name of a field after `.`, not `5`"),
    ("[1 2]", "1:4 expected `,` or `]`, not `2`"),
    ("(1 + 2]", "1:7 expected `)`, not `]`"), ("$x[1", "1:3 this `[` is never closed"),
    ("$x[]", "1:4 expected a value, not `]`"),
    ("not", "1:4 expected a value, not the end of the text"),
    ("2 **", "1:5 expected a value, not the end of the text"),
  ])
  func mistakesInExpressions(text: String, mistake: String) {
    #expect(mistakes(parse(text).diagnostics) == [mistake])
  }

  @Test func bracketsGoOverLines() {
    #expect(shape("x = (1\n + 2 # c\n)\ny = [\n1,\n]\n") == ["x := (1 + 2)", "y := [1]"])
    #expect(mistakes(parse("x = 1\n+ 2").diagnostics).isEmpty)
    #expect(shape("x = 1\n+ 2") == ["x := 1", "show (+ 2)"])
  }
}
