import Language
import Testing

@Suite struct InvocationTests {
  private func invocation(_ text: String) -> Invocation? {
    guard case .command(let invocation)? = parse(text).statements.first?.kind else { return nil }
    return invocation
  }

  @Test(arguments: [
    ("load data mnist", ["load", "data"]), ("train --epochs 3", ["train"]), ("eval", ["eval"]),
    ("load 'data'", ["load"]), ("load $x", ["load"]), ("load a\\ b", ["load", "a b"]),
  ])
  func leadingNamesAreBareWords(text: String, names: [String]) {
    #expect(invocation(text)?.leadingNames.map(\.text) == names)
  }

  @Test func spansCoverWhatWasWritten() {
    let command = invocation("echo --lr=1e-3 \"a b\" -- $x.y  ")
    #expect(
      command?.arguments.map(\.span.text) == ["echo", "--lr=1e-3", "\"a b\"", "--", "$x.y"])
    #expect(command?.span.text == "echo --lr=1e-3 \"a b\" -- $x.y")
  }

  @Test func wordsKnowTheirTexts() {
    let words = invocation("echo bare 'raw' \"a\\tb\" a'b' $x")?.arguments.compactMap { argument in
      if case .word(let word) = argument { word } else { nil }
    }
    #expect(words?.map(\.constantText) == ["echo", "bare", "raw", "a\tb", "ab", nil])
    #expect(words?.map(\.bareText) == ["echo", "bare", nil, nil, nil, nil])
  }
}
