import Language
import Testing

@Suite struct CompletionTests {
  @Test func whereNothingFitsTheCursorStays() {
    let found = Completer.complete(line: "eval # x", cursor: 8, registry: Toy.registry)
    #expect(found == Completion.none(at: 8))
  }
}
