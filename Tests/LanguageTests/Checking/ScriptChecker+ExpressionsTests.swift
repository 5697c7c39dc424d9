import Language
import Testing

@Suite struct ScriptCheckerExpressionsTests {
  @Test(arguments: [
    ("f = (eval); expect $f.eror < 1", ["1:23 there is no field `eror`"]),
    ("p = (prune); echo $p.layers[0].nam", ["1:32 there is no field `nam`"]),
    ("p = (prune); l = $p.layers[0]; echo $l.name $l.x", ["1:48 there is no field `x`"]),
    ("echo (prune).densty", ["1:14 there is no field `densty`"]),
    ("expect (prune).density.x", ["1:24 this is a number, which has no fields"]),
    ("x = (echo a); echo $x.anything", []), ("x = (load model a).whatever", []),
    ("x = 1 + \"a\"", ["1:5 `+` does not go with a whole number and a text"]),
    ("x = 1 / 0; y = $x + 1", ["1:5 division by zero"]),
    ("x = [1][2]", ["1:8 there is no element 2"]),
    ("x = minn(1)", ["1:5 there is no function `minn`"]),
    ("x = abs(1, 2)", ["1:5 abs does not take 2 arguments"]),
    ("k = 120%; prune --keep $k", ["1:24 --keep takes a share between 0 and 100 %, not `1.2`"]),
    ("k = 4%; prune --keep ($k * 2)", []),
    ("k = {\"a\": 1}; echo $k.b", ["1:23 there is no field `b`"]),
    (
      "k = 50; prune --keep \"${k + 60}%\"",
      ["1:22 --keep takes a share between 0 and 100 %, not `110%`"]
    ),
    ("x = False and $y.z", ["1:15 there is no variable $y"]), ("x = $v + 1; prune --keep $x", []),
    ("e = (eval); x = $e.error + \"a\"", []),
    ("expect min((eval).eror, $v)", ["1:19 there is no field `eror`"]),
    ("x = {\"a\": (eval), \"b\": $u}", ["1:24 there is no variable $u"]),
    ("x = -\"a\"", ["1:5 `-` needs a number, not a text"]),
  ])
  func whatIsKnownBeforeItRuns(text: String, expected: [String]) {
    #expect(mistakes(check(text, ["v"])) == expected)
  }

  @Test func commandsAreNotRunByChecking() {
    #expect(check("x = (load data nowhere)") == [])
  }

  @Test func everyFindingIsAUsageError() {
    #expect(check("x = 1 / 0; echo $z (eval).q").allSatisfy { $0.kind == .usage })
  }
}
