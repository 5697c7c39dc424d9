import Language
import Testing

@Suite struct ParserBlocksTests {
  @Test(arguments: [
    ("route a { go 1; rest }", "<route|a>{<go|1>; <rest>}"),
    ("route a {\n  go 1 # c\n\n  rest\n}", "<route|a>{<go|1>; <rest>}"),
    ("route a --b c {go 1}", "<route|a|--b|c>{<go|1>}"),
    ("route a { # c\n go 1 \\\n 2; }", "<route|a>{<go|1|2>}"),
    ("route a {\r\n go 1\r\n}\r\n", "<route|a>{<go|1>}"),
    ("route a { b { c; d }; e }", "<route|a>{<b>{<c>; <d>}; <e>}"),
    ("route a { x = [1,\n 2]; go $x {\"k\": 1} }", "<route|a>{x := [1, 2]; <go|{$x}|{{'k': 1}}>}"),
    ("route a { 1 + 2; expect $x }", "<route|a>{show (1 + 2); expect $x}"),
    ("x = (route a {\n go 1\n rest } )", "x := <route|a>{<go|1>; <rest>}"),
    ("x = [(a { b }), (c\n { d\n e })]", "x := [<a>{<b>}, <c>{<d>; <e>}]"),
    ("a {\"b\": 1} {'c': 2} { }", "<a|{{'b': 1}}|{{'c': 2}}|{{}}>"),
    ("a { # c\n \"b\": 1 }", "<a|{{'b': 1}}>"),
    ("a \\\n { b }", "<a>{<b>}"),
    ("a \"}\" { b '}' }", "<a|q}>{<b|q}>}"),
  ])
  func blocks(text: String, expected: String) {
    #expect(shape(text) == [expected])
    #expect(parse(text).diagnostics.isEmpty)
  }

  @Test func statementsGoOnBehindABlock() {
    #expect(shape("a { b }; c\nd") == ["<a>{<b>}", "<c>", "<d>"])
    #expect(shape("a {\n b\n}\nc") == ["<a>{<b>}", "<c>"])
  }

  @Test(
    arguments: [
      ("a { b } c", ["1:9 expected the end of the statement, not `c`"]),
      ("a b{ c }\nd", ["1:4 a word cannot go on with `{`"]),
      ("a { b } }", ["1:9 expected the end of the statement, not `}`"]),
      ("a { b ] }\nc", ["1:7 expected the end of the statement, not `]`"]),
      (
        "a { b ]; c ) }",
        [
          "1:7 expected the end of the statement, not `]`",
          "1:12 expected the end of the statement, not `)`",
        ]
      ),
      (
        "a {\n b (1 2)\n x = 1 +\n c | d\n}",
        [
          "2:7 expected `)`, not `2`", "3:9 expected a value, not the end of the line",
          "4:4 `|` cannot stand in a word",
        ]
      ),
    ] as [(String, [String])])
  func mistakesInBlocks(text: String, expected: [String]) {
    #expect(mistakes(parse(text).diagnostics) == expected)
  }

  @Test func statementsAroundAMistakeAreKept() {
    #expect(shape("a {\n b\n c )\n d\n}\ne") == ["<a>{<b>; <c>; <d>}", "<e>"])
    #expect(shape("a { b ) ; d }\ne") == ["<a>{<b>; <d>}", "<e>"])
    #expect(shape("a { b (1 2); d }\ne") == ["<a>{invalid; <d>}", "<e>"])
    #expect(shape("a { x = [1 2]; d }") == ["<a>{x := ?; <d>}"])
  }

  /// What is open in a statement of a block does not swallow the block's end.
  @Test(arguments: [
    ("a {\n b (5\n c\n}\nd", ["2:4 this `(` is never closed"], ["<a>{invalid; <c>}", "<d>"]),
    ("a {\n b [5\n}\nd", ["2:4 this `[` is never closed"], ["<a>{invalid}", "<d>"]),
    ("a { b (5; c }\nd", ["1:9 expected `)`, not `;`"], ["<a>{invalid}", "<d>"]),
    ("a {\n b \"c\n d\n}\ne", ["2:4 this `\"` is never closed"], ["<a>{invalid; <d>}", "<e>"]),
    (
      "a {\n b \"c\n d\n}\necho \"e\"", ["2:4 this `\"` is never closed"],
      ["<a>{invalid; <d>}", "<echo|qe>"]
    ),
  ])
  func openBracketsInBlocks(text: String, errors: [String], shapes: [String]) {
    #expect(mistakes(parse(text).diagnostics) == errors)
    #expect(shape(text) == shapes)
  }

  /// Indentation tells where a block was meant to end.
  @Test(
    arguments: [
      ("a {\n  b\n\n  c\nd\ne", ["1:3 this `{` is never closed"], ["invalid", "<d>", "<e>"]),
      ("a { b\nd", ["1:3 this `{` is never closed"], ["invalid", "<d>"]),
      ("a {", ["1:3 this `{` is never closed"], ["invalid"]),
      (
        "a {\n  b )\nd",
        [
          "1:3 this `{` is never closed", "2:5 expected the end of the statement, not `)`",
        ], ["invalid", "<d>"]
      ),
      ("a {\n  b {\n    c\n}\nd", ["1:3 this `{` is never closed"], ["invalid", "<d>"]),
      ("a { b (\nc", ["1:7 this `(` is never closed"], ["invalid", "<c>"]),
    ] as [(String, [String], [String])])
  func blocksThatAreNeverClosed(text: String, errors: [String], shapes: [String]) {
    #expect(mistakes(parse(text).diagnostics) == errors)
    #expect(shape(text) == shapes)
  }

  @Test(arguments: ["a { ", "a {\n", "x = (a { ", "a { b ( ", "a {\n  "])
  func nestingIsBounded(opening: String) {
    for count in [150, 250, 5000] {
      let script = parse(String(repeating: opening, count: count))
      #expect(!script.diagnostics.isEmpty)
      #expect(script.tokens.last?.range.upperBound == script.source.utf8.count)
    }
  }

  @Test func blocksOfTheSameDepthAreNotNested() {
    let text = String(repeating: "a { b { c } }\n", count: 1000)
    #expect(parse(text).diagnostics.isEmpty && parse(text).statements.count == 1000)
  }
}
