import Language
import Testing

@Suite struct ParserQuotesTests {
  @Test(arguments: [
    (#""a""#, "a"), (#""""#, ""), (#""\n\t\r\"\'\\\$""#, "\n\t\r\"'\\$"),
    (#""$x $5 {}""#, "$x $5 {}"),
    (#""\${x}""#, "${x}"), (#""\x41\u00e9\U0001F600""#, "Aé😀"), (#"'a\n${x}"'"#, #"a\n${x}""#),
    ("\"a\nb\"", "a\nb"), ("'a\nb'", "a\nb"), ("\"a\\\nb\"", "ab"), (#""é漢""#, "é漢"),
  ])
  func texts(source: String, expected: String) throws {
    #expect(try evaluate(source) == .string(expected))
    #expect(parse(source).diagnostics.isEmpty)
  }

  @Test(arguments: [
    (#""${x}""#, "'{$x}'"), (#""a${x.y}b""#, "'a{$x.y}b'"), (#""${ x + 1 }""#, "'{($x + 1)}'"),
    (#""${$x}""#, "'{$x}'"), (#""${"${x}"}""#, "'{'{$x}'}'"),
    (#""${(eval).error}""#, "'{<eval>.error}'"),
    (#""${round(x, 2)}""#, "'{round($x, 2)}'"), (#""${it.loss}""#, "'{$it.loss}'"),
    (#""${[x, True]}""#, "'{[$x, True]}'"), ("\"${\nx\n}\"", "'{$x}'"),
    (#""${(echo x)}""#, "'{<echo|x>}'"),
  ])
  func interpolation(source: String, expected: String) {
    #expect(shape(source) == ["show \(expected)"])
  }

  @Test(arguments: [
    (#""\q""#, #"1:2 `\q` is no escape"#), (#""\x4""#, #"1:2 `\x4` is no character"#),
    (#""\ud800""#, #"1:2 `\ud800` is no character"#),
    (#""\U00110000""#, #"1:2 `\U00110000` is no character"#),
    (#""${x""#, "1:5 expected `}` to end the `${`, not `\"`"),
    (#""${}""#, "1:4 expected a value, not `}`"),
    (#""${x y}""#, "1:6 expected `}` to end the `${`, not `y`"),
    (#""a"#, "1:1 this `\"` is never closed"),
    ("'a", "1:1 this `'` is never closed"), ("echo \"", "1:6 this `\"` is never closed"),
  ])
  func mistakesInQuotes(source: String, mistake: String) {
    #expect(mistakes(parse(source).diagnostics) == [mistake])
  }

  @Test func onlyInsideBracesIsANameAVariable() {
    #expect(mistakes(parse("[\"${x}\", y]").diagnostics) == ["1:10 `y` is not a value"])
    #expect(shape("\"${x} y\"") == ["show '{$x} y'"])
  }
}
