import Language
import Testing

@Suite struct BlockTests {
  private func invocation(_ text: String) -> Invocation? {
    guard case .command(let invocation)? = parse(text).statements.first?.kind else { return nil }
    return invocation
  }

  @Test func spansGoFromBraceToBrace() {
    let command = invocation("route a { go 1 ; rest } # end\neval")
    #expect(command?.block?.span.text == "{ go 1 ; rest }")
    #expect(command?.block?.opening.text == "{")
    #expect(command?.block?.statements.map(\.span.text) == ["go 1", "rest"])
    #expect(command?.span.text == "route a { go 1 ; rest }")
    #expect(command?.wordsSpan.text == "route a")
  }

  @Test func withoutABlockTheWordsAreAll() {
    let command = invocation("route a --b c")
    #expect(command?.block == nil && command?.wordsSpan.text == "route a --b c")
  }
}
