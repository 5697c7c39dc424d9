import Language
import Testing

@Suite struct EvaluatorTests {
  @Test(
    arguments: [
      ("$x.error * 2 + 1", 1.5), ("[1, $x.error]", [1, 0.25]), ("{\"a\": 1, \"a\": 2}", ["a": 2]),
      ("\"${x.error * 100} %\"", "25.0 %"), ("'${x}'", "${x}"), ("(eval).count", 4),
      ("(eval --classes 1,2).error == $x.error", true), ("False and 1 / 0", false),
      ("True or 1 / 0", true), ("0 or \"b\"", "b"), ("1 and 2", 2), ("not []", true),
      ("{\"k\": [10, 20]}.k[1]", 20), ("2 ** 3 ** 2", 512), ("None", nil), ("8%", 0.08),
    ] as [(String, Value)])
  func values(text: String, value: Value) throws {
    #expect(try evaluate(text, ["x": ["error": 0.25]]) == value)
  }

  @Test(arguments: [
    ("echo 10 $x [1, 2] \"a ${x}\" b$x,c", "10 7 [1, 2] a 7 b7,c"),
    ("echo $r.a out/${r.a}.dcz $r.a/b", "z out/z.dcz z/b"), ("echo ${x}${x}", "77"),
    ("echo -- --x '$x' \\$x", "--x $x $x"), ("echo", ""),
  ])
  func words(text: String, expected: String) throws {
    #expect(try evaluate(text, ["x": 7, "r": ["a": "z"]]) == .string(expected))
  }

  @Test func wordsKeepTheirValues() throws {
    var host = ToyHost(variables: ["k": 0.08])
    try host.run("prune --keep $k; prune --keep=(4% * 2); prune --keep {\"ip1\": 8%, \"*\": 0.5}")
    #expect(host.ran == ["prune --keep 8%", "prune --keep 8%", "prune --keep ip1=8%,*=50%"])
  }

  @Test(arguments: [
    ("$y", "there is no variable $y"), ("echo b$x.c", "a whole number has no field `c`"),
    ("$r.b", "there is no field `b`"), ("$it", "there is no variable $it"),
    ("nope(1)", "there is no function `nope`"),
    ("{1: 2}", "expected the name of a field in quotes, not `1`"),
    ("(load data nowhere)", "there is no data set `nowhere`"),
    ("$x.y.z", "a whole number has no field `y`"),
  ])
  func failures(text: String, message: String) {
    #expect(failure(text, ["x": 7, "r": ["a": 1]]) == message)
  }

  @Test func failuresHaveThePlaceOfTheWords() {
    var host = ToyHost(variables: ["x": 7])
    #expect(throws: Diagnostic.self) { try host.run("echo a $x.y") }
    do { try host.run("y = 1 + (load data nowhere)") } catch {
      #expect(error.span?.text == "load data nowhere")
    }
    do { try host.run("y = [1, $x + \"a\"]") } catch { #expect(error.span?.text == "$x + \"a\"") }
  }

  @Test func theResultOfACommandIsIt() throws {
    var host = ToyHost()
    try host.run("eval; x = $it.error; prune")
    #expect(host.variables["x"] == 0.25 && host.variables["it"]?["density"] == 0.08)
    try host.run("y = (eval).count + 1")
    #expect(host.variables["it"]?["count"] == 4)
  }
}
