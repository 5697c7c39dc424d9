import Language
import Testing

@Suite struct ExpressionTests {
  /// Every pair of operators, written without parentheses, is grouped as Python groups it.
  @Test func precedenceIsThatOfPython() {
    let levels: [[String]] = [
      ["or"], ["and"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "//", "%"],
    ]
    for (low, lows) in levels.enumerated() {
      for (high, highs) in levels.enumerated() where high > low {
        for left in lows {
          for right in highs {
            #expect(
              shape("1 \(left) 2 \(right) 3") == ["show (1 \(left) (2 \(right) 3))"])
            #expect(
              shape("1 \(right) 2 \(left) 3") == ["show ((1 \(right) 2) \(left) 3)"])
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("1 - 2 - 3", "(1 - 2 - 3)"), ("2 ** 3 ** 4", "(2 ** (3 ** 4))"), ("-2 ** 2", "(- (2 ** 2))"),
    ("2 ** -1", "(2 ** -1)"), ("-$x * 3", "((- $x) * 3)"), ("not not True", "(not (not True))"),
    ("not 1 == 2", "(not (1 == 2))"), ("(1 + 2) * 3", "((1 + 2) * 3)"), ("- 1", "(- 1)"),
    ("3 - -1", "(3 - -1)"), ("3 -1", "(3 - 1)"), ("+$x", "(+ $x)"), ("$x.a[0].b", "$x.a[0].b"),
    ("(eval).error", "<eval>.error"), ("[1, 2,][0]", "[1, 2][0]"), ("[]", "[]"), ("{}", "{}"),
    ("min(1, $x)", "min(1, $x)"), ("7 % 3", "(7 % 3)"), ("8% * 2", "(0.08 * 2)"),
    ("$x%3", "($x % 3)"), ("$a or$b", "($a or $b)"),
  ])
  func grouping(text: String, expected: String) {
    #expect(shape(text) == ["show \(expected)"])
  }

  @Test func spansAreThoseOfTheWords() {
    guard case .expression(let expression)? = parse("1 + ( 2 * $x.y ) ").statements.first?.kind,
      case .chain(let first, let steps) = expression.kind
    else {
      Issue.record("no chain")
      return
    }
    #expect(expression.span.text == "1 + ( 2 * $x.y )")
    #expect(first.span.text == "1" && steps.map(\.operand.span.text) == ["( 2 * $x.y )"])
  }

  @Test func stepsHavePlaces() {
    guard case .expression(let expression)? = parse("$x.name[0]").statements.first?.kind,
      case .access(let base, let steps) = expression.kind
    else {
      Issue.record("no access")
      return
    }
    #expect(base.span.text == "$x" && steps.map(\.span.text) == ["name", "[0]"])
  }
}
