import Language
import Testing

@Suite struct ParserWordsTests {
  @Test(arguments: [
    ("load data mnist", "<load|data|mnist>"), ("train --epochs 12", "<train|--epochs|12>"),
    ("train --epochs=12 --fast", "<train|--epochs=12|--fast>"), ("a --x='b c'", "<a|--x=qb c>"),
    ("a --x=$y.z --k=(eval)", "<a|--x={$y.z}|--k={<eval>}>"), ("a -- --b -c", "<a|--|--b|-c>"),
    ("a -1 -x - 1e-3", "<a|-1|-x|-|1e-3>"), ("a b#c # d", "<a|b#c>"), ("a 'b'c\"d\"", "<a|qbcd>"),
    ("a $x $x.y $x[0].y", "<a|{$x}|{$x.y}|{$x[0].y}>"), ("a $x.", "<a|{$x}.>"),
    ("a conv*=$k,ip?=8%", "<a|conv*={$k},ip?=8%>"), ("a out/${x}.dcz", "<a|out/{$x}.dcz>"),
    ("a [1, 2] {\"b\": 1} (1 + 2)", "<a|{[1, 2]}|{{'b': 1}}|{(1 + 2)}>"),
    ("a (eval).error", "<a|{<eval>.error}>"), ("a b\\ c \\$x \\#", "<a|b c|$x|#>"),
    ("a \\\n b", "<a|b>"), ("a b\\\nc", "<a|b|c>"), ("a 漢字 ü", "<a|漢字|ü>"),
    ("a http://x/?y=1&z", "<a|http://x/?y=1&z>"), ("a ''", "<a|q>"), ("a.b c", "<a.b|c>"),
    ("a ! ~ @ ^ : , % + /", "<a|!|~|@|^|:|,|%|+|/>"),
  ])
  func words(text: String, expected: String) {
    #expect(shape(text) == [expected])
  }

  @Test(arguments: [
    ("a b|c", ["1:4 `|` cannot stand in a word"]), ("a > b", ["1:3 `>` cannot stand in a word"]),
    ("a b(c)", ["1:4 a word cannot go on with `(`"]),
    ("a b[0]", ["1:4 a word cannot go on with `[`"]),
    ("a $", ["1:3 `$` stands before the name of a variable"]),
    ("a $1", ["1:3 `$` stands before the name of a variable"]),
    ("a \\q", ["1:3 outside quotes `\\q` has no meaning"]),
    ("a --b=", ["1:3 a value is missing after `=`"]),
    ("a --b= c", ["1:3 a value is missing after `=`"]),
    ("a --b$x", ["1:6 expected a space or `=` after --b, not `$`"]),
    ("a \u{1}", ["1:3 a control character cannot stand in a word"]),
    ("a > b < c", ["1:3 `>` cannot stand in a word", "1:7 `<` cannot stand in a word"]),
  ])
  func mistakesInWords(text: String, expected: [String]) {
    #expect(mistakes(parse(text).diagnostics) == expected)
  }

  @Test func wordsInParenthesesGoOverLines() {
    #expect(shape("x = (eval\n  --split test # c\n  out)") == ["x := <eval|--split|test|out>"])
  }
}
