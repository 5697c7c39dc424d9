import Language
import Testing

@Suite struct ScriptCheckerNamesTests {
  @Test(
    arguments: [
      ("walk home", []), ("walk there.dcz", []),
      ("walk gone", ["1:6 there is no route and no file `gone`"]),
      ("route a { go 1 }; walk a", []),
      ("walk a; route a { go 1 }", ["1:6 there is no route and no file `a`"]),
      ("x = (route a { go 1 }); walk a", []), ("encode a; walk a", []), ("walk $v", []),
      ("route $v { go 1 }; walk a", []), ("encode $v; walk a", []),
      ("route a { go x }; walk a", ["1:11 go needs STEPS: how many"]),
      ("roote a { go 1 }; walk a", ["1:1 there is no command `roote`"]),
      ("route a { go 1 ) }; walk a", ["1:16 expected the end of the statement, not `)`"]),
      ("route a {\n  go 1\nwalk a", ["1:9 this `{` is never closed"]),
      ("walk old; walk odl", ["1:16 there is no route and no file `odl`"]),
    ] as [(String, [String])])
  func namesMustBeGivenBefore(text: String, expected: [String]) {
    #expect(
      mistakes(ToyBlocks.check(text, ["v"], names: ["route": ["old"], "x": ["gone"]])) == expected)
  }

  @Test func whatIsNearIsProposed() {
    let found = ToyBlocks.check("route alpha { go 1 }; walk alpah")
    #expect(found.first?.help == "did you mean alpha?")
    #expect(
      ToyBlocks.check("walk xyz", names: ["route": ["old"]]).first?.help == "routes: home, old")
  }

  @Test func variablesOfABlockEndWithIt() {
    #expect(ToyBlocks.check("route a { n = 3; go $n }") == [])
    #expect(
      mistakes(ToyBlocks.check("route a { n = 3 }; echo $n")) == ["1:25 there is no variable $n"])
    #expect(
      mistakes(ToyBlocks.check("n = 99; route a { n = 9; go $n; go $n }; route b { go $n; go $n }"))
        == ["1:62 198 steps are too many"])
    #expect(
      mistakes(ToyBlocks.check("route a { go (evil) }")) == ["1:15 there is no command `evil`"])
  }
}
