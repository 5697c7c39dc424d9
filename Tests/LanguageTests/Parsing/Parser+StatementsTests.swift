import Language
import Testing

@Suite struct ParserStatementsTests {
  @Test(arguments: [
    ("x = 1", "x := 1"), ("x=1", "x := 1"), ("x =1", "x := 1"), ("x = True", "x := True"),
    ("rate = 0.9", "rate := 0.9"), ("names = [\"a\", 'b']", "names := ['a', 'b']"),
    ("a = {\"a\": 1, \"b\": None}", "a := {'a': 1, 'b': None}"), ("größe = 2", "größe := 2"),
    ("x = (eval)", "x := <eval>"), ("x == 1", "<x|==|1>"), ("x-y=3", "<x-y=3>"),
    ("1 + 2", "show (1 + 2)"), ("-1", "show -1"), ("- 1", "show (- 1)"), (".5", "show 0.5"),
    ("\"a\"", "show 'a'"), ("'a'", "show 'a'"), ("[1]", "show [1]"),
    ("{\"a\": 1}", "show {'a': 1}"),
    ("$x", "show $x"), ("${x}", "show $x"), ("(eval)", "show <eval>"), ("not $x", "show (not $x)"),
    ("True", "show True"), ("max(1, 2)", "show max(1, 2)"), ("max 1", "<max|1>"),
    ("Trueish", "<Trueish>"), ("nothing", "<nothing>"), ("expected", "<expected>"),
    ("expect 1 < 2", "expect (1 < 2)"), ("expect(1 < 2)", "expect (1 < 2)"),
    ("expect $x \"no\"", "expect $x else 'no'"), ("expect $x 'no'", "expect $x else 'no'"),
    ("expect-x", "<expect-x>"),
  ])
  func whatALineIs(text: String, expected: String) {
    #expect(shape(text) == [expected])
    #expect(parse(text).diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("x =", "1:4 expected a value, not the end of the text"),
    ("x =\ny = 1", "1:4 expected a value, not the end of the line"),
    ("it = 1", "1:1 `it` cannot be assigned"), ("True = 1", "1:1 `True` cannot be assigned"),
    ("x.y = 1", "1:1 `x.y` cannot be assigned"), ("$x = 1", "1:4 `=` is not an operator here"),
    ("1 && 2", "1:3 `&` is not an operator here"), ("1 || 2", "1:3 `|` is not an operator here"),
    ("}", "1:1 this `}` closes nothing"),
    ("echo a)", "1:7 expected the end of the statement, not `)`"),
    ("--epochs 3", "1:1 expected a command or an expression, not `-`"),
    ("*", "1:1 expected a command or an expression, not `*`"),
    ("1 2", "1:3 expected the end of the statement, not `2`"),
    ("8%3", "1:3 expected the end of the statement, not `3`"),
    ("expect", "1:7 expected a value, not the end of the text"),
    ("expect $x \"a\" \"b\"", "1:15 expected the end of the statement, not `\"`"),
  ])
  func mistakesInStatements(text: String, mistake: String) {
    #expect(mistakes(parse(text).diagnostics) == [mistake])
  }

  @Test func remediesSayWhatToType() {
    #expect(parse("1 && 2").diagnostics.first?.help == "write `and`")
    #expect(parse("8%3").diagnostics.first?.help == "write `a % b`, with spaces, for the remainder")
    #expect(
      parse("$x = 1").diagnostics.first?.help == "write `name = …` to assign, `==` to compare")
  }

  @Test func aBrokenAssignmentStillNamesItsVariable() {
    #expect(shape("x = [1 2]") == ["x := ?"])
    #expect(shape("x = 1 2") == ["x := 1"])
    #expect(shape("1 +") == ["invalid"])
  }
}
