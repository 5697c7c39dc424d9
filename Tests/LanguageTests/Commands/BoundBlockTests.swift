import Language
import Testing

@Suite struct BoundBlockTests {
  @Test func canonicalTextIsOneLine() {
    var go = Go()
    go.steps = 3
    go.fast = true
    let block = BoundBlock([BoundStatement(go), BoundStatement(Rest())])
    #expect(block.canonicalText == "{ go 3 --fast; rest }")
    #expect(BoundBlock().canonicalText == "{ }")
  }

  @Test func equalityIsThatOfTheShortestForm() {
    var go = Go()
    #expect(BoundStatement(go) == BoundStatement(Go()))
    go.steps = 1
    #expect(BoundStatement(go) != BoundStatement(Go()))
    #expect(BoundBlock([BoundStatement(go)]) != BoundBlock())
  }

  @Test func placesAreKnownByParameter() throws {
    let text = "route a { go b 3 x y --fast }"
    guard case .command(let syntax)? = parse(text).statements.first?.kind else { return }
    let bound = Route.signature.check(EvaluatedInvocation(constants: syntax))
    #expect(bound.diagnostics.isEmpty && bound.command.steps.span?.text.first == "{")
    let go = try #require(bound.command.steps.statements.first)
    #expect(go.place(of: "name")?.text == "b" && go.place(of: "via", 1)?.text == "y")
    #expect(go.place(of: "fast")?.text == "--fast" && go.place(of: "steps")?.text == "3")
    #expect(go.place(of: "nothing")?.text == "go b 3 x y --fast")
    #expect(go.place(of: "via", 7)?.text == "go b 3 x y --fast")
  }
}
