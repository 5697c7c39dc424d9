import Language
import Testing

@Suite struct QuotingTests {
  @Test(arguments: [
    ("lenet-5", "lenet-5"), ("out/a.dcz", "out/a.dcz"), ("conv*=8%,ip?=5", "conv*=8%,ip?=5"),
    ("", "''"), ("a b", "'a b'"), ("it's", "\"it's\""), ("a\nb", "\"a\\nb\""), ("#x", "'#x'"),
    ("a#x", "a#x"), ("=x", "'=x'"), ("-x", "'-x'"), ("--x", "'--x'"), ("-1", "-1"), ("-", "-"),
    ("--", "'--'"), ("a;b", "'a;b'"), ("$x", "'$x'"), ("é", "'é'"), ("a\u{A0}b", "'a\u{A0}b'"),
    ("'$", "\"'\\$\""), ("a|b", "'a|b'"), ("\\", "'\\'"), ("True", "True"),
  ])
  func words(text: String, word: String) {
    #expect(Quoting.word(text) == word)
  }

  @Test func anyTextReadsBackAsOnePositionalWord() {
    var random = TestRandom(seed: 7)
    let scalars = Array(
      "ab=-#$\\\"'{}()[];|&<> \n\t\r\u{0}\u{7F}\u{A0}\u{FEFF}é漢*?%,.".unicodeScalars)
    for _ in 0..<2000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.below(6) { text.append(scalars[random.below(scalars.count)]) }
      let word = Quoting.word(String(text))
      let script = parse("echo \(word)")
      #expect(script.diagnostics.isEmpty, "\(word)")
      guard case .command(let invocation)? = script.statements.first?.kind,
        invocation.arguments.count == 2, case .word(let read) = invocation.arguments[1]
      else {
        Issue.record("not one word: \(word)")
        continue
      }
      #expect(read.constantText.map { Array($0.utf8) } == Array(String(text).utf8))
    }
  }
}
