import Language
import Testing

@Suite struct ParserPrimaryTests {
  @Test(arguments: [
    ("(eval)", "<eval>"), ("( eval )", "<eval>"), ("(1)", "1"), ("(max(1, 2))", "max(1, 2)"),
    ("(True)", "True"), ("(not True)", "(not True)"), ("((eval))", "<eval>"), ("($x)", "$x"),
    ("(load data mnist --fast)", "<load|data|mnist|--fast>"), ("f()", "f()"), ("f(1,)", "f(1)"),
    ("{\"a\": {\"b\": [1]},}", "{'a': {'b': [1]}}"), ("{'a': (eval)}", "{'a': <eval>}"),
    ("27KiB", "27648"), ("-9223372036854775808", "-9223372036854775808"),
  ])
  func values(text: String, expected: String) {
    #expect(shape(text) == ["show \(expected)"])
    #expect(parse(text).diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      (
        "x = eval", "1:5 `eval` is not a value",
        "write $eval for a variable, \"eval\" for a text, (eval) to run a command"
      ),
      ("x = true", "1:5 `true` is not a value", "write True"),
      ("x = null", "1:5 `null` is not a value", "write None"),
      (
        "x = 5parsec", "1:5 there is no unit `parsec`",
        "the units are % B KB kB MB GB TB KiB MiB GiB TiB ms s m h"
      ),
      ("x = 5Kib", "1:5 there is no unit `Kib`", "did you mean KiB?"),
      (
        "x = {a: 1}", "1:6 expected the name of a field in quotes, not `a`",
        "write {\"name\": value}"
      ),
      ("x = {\"a\" 1}", "1:10 expected `:` and a value, not `1`", nil),
      (
        "x = (eval; eval)", "1:10 expected `)`, not `;`",
        "only one command may stand in parentheses"
      ),
      ("x = 99999999999999999999", "1:5 `99999999999999999999` does not fit in 64 bits", nil),
      ("()", "1:2 expected a value, not `)`", nil), ("[,]", "1:2 expected a value, not `,`", nil),
    ] as [(String, String, String?)])
  func mistakesInValues(text: String, mistake: String, help: String?) {
    let diagnostics = parse(text).diagnostics
    #expect(mistakes(diagnostics) == [mistake])
    #expect(diagnostics.first?.help == help)
  }

  @Test func aWrongNumberDoesNotEndTheStatement() {
    #expect(mistakes(parse("x = [5foo, 6bar]").diagnostics).count == 2)
  }
}
