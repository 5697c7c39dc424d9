import Language
import Testing

@Suite struct BinderBlockTests {
  @Test(
    arguments: [
      ("route a { og 3 }", "1:11 there is no step `og`", "did you mean go?"),
      ("route a { xyzzy }", "1:11 there is no step `xyzzy`", "help route lists the steps"),
      ("route a { go }", "1:11 go needs STEPS: how many", "go [NAME] STEPS [VIA]… [--fast]"),
      ("route a { go ten }", "1:11 go needs STEPS: how many", "go [NAME] STEPS [VIA]… [--fast]"),
      ("route a { go b c }", "1:16 STEPS takes a whole number, not `c`", nil),
      ("route a { go 1 --fats }", "1:16 go has no option --fats", "did you mean --fast?"),
      ("route a { rest --diary x 1 }", "1:26 rest takes no words", "rest [NAME] [--diary FILE]"),
      ("route a { rest 3 }", "1:16 rest takes no words", "rest [NAME] [--diary FILE]"),
      (
        "route a { go 1; 2 + 3 }", "1:17 only steps and assignments stand in the block of route",
        "help route lists the steps"
      ),
      ("route a { go 1 { rest } }", "1:16 go takes no block", "a record is {\"name\": value}"),
      ("echo a { b }", "1:8 echo takes no block", "a record is {\"name\": value}"),
      (
        "route a", "1:1 route needs a block: what to do, in order",
        "route NAME [--laps N] { STEP… }"
      ),
      (
        "route { go 1 }", "1:1 route needs NAME: what to call it", "route NAME [--laps N] { STEP… }"
      ),
      ("route a b { go 1 }", "1:9 route takes one word", "route NAME [--laps N] { STEP… }"),
      ("route a { go 60; go 50 }", "1:21 110 steps are too many", nil),
      ("route a --laps 9 { go 12 }", "1:23 108 steps are too many", nil),
    ] as [(String, String, String?)])
  func oneMistake(text: String, mistake: String, help: String?) {
    let found = ToyBlocks.check(text)
    #expect(mistakes(found) == [mistake])
    #expect(found.first?.help == help || help == nil)
    #expect(found.allSatisfy { $0.kind == .usage })
  }

  @Test func allMistakesOfABlockAtOnce() {
    let text = """
      route a --lapse 3 {
        gone 3
        go x
        rest )
        go 101
        go $nothing
      }
      """
    #expect(
      mistakes(ToyBlocks.check(text)) == [
        "1:9 route has no option --lapse", "2:3 there is no step `gone`",
        "3:3 go needs STEPS: how many", "4:8 expected the end of the statement, not `)`",
        "5:6 101 steps are too many", "6:6 there is no variable $nothing",
      ])
  }

  @Test(arguments: ["route a { }", "route a {}", "route a {\n# c\n}"])
  func emptyBlocksAreBlocks(text: String) throws {
    #expect(ToyBlocks.check(text) == [])
    #expect(try ToyBlocks.canonical(text) == "route a { }")
  }

  /// Words whose values are not known: `$v` is a label only if the word is needed for one.
  @Test func unknownWordsArePassedOver() {
    #expect(
      ToyBlocks.check("route a { go $v; go $v 3; go b $v; rest $v; go 101 }", ["v"]).count == 1)
    #expect(ToyBlocks.check("route a { go $v }", ["v"]) == [])
  }

  /// Only a text can be a label: a missing value is none.
  @Test func valuesThatAreNoTextsAreNoLabels() {
    #expect(
      mistakes(ToyBlocks.check("n = None; route a { go $n }"))
        == ["1:24 STEPS takes a whole number, not `None`"])
    #expect(ToyBlocks.check("n = \"b\"; route a { go $n 3; go ${n} 4 }") == [])
  }

  @Test func filesOfTheWordsAreWritten() {
    #expect(ToyBlocks.check("route a { rest --diary b.dcz }; eval b.dcz") == [])
    #expect(ToyBlocks.check("route a { rest --diary $v }; eval b.dcz", ["v"]) == [])
    #expect(ToyBlocks.check("route a { rest }; eval b.dcz").count == 1)
  }

  @Test func theFirstMistakeIsThrownWhenItRuns() {
    let error = #expect(throws: Diagnostic.self) {
      try ToyBlocks.canonical("route a { go 1; gone 2; go x }")
    }
    #expect(error?.message == "there is no step `gone`" && error?.span?.text == "gone")
  }
}
