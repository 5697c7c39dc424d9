import Language
import Testing

@Suite struct EvaluatorBlocksTests {
  private func run(_ text: String) throws -> ToyBlocksHost {
    var host = ToyBlocksHost()
    for statement in parse(text).statements { _ = try Interpreter.run(statement, in: &host) }
    return host
  }

  @Test func valuesAreThoseOfTheMoment() throws {
    let host = try run("n = 2; route a { go $n; go \"b${n}\" ($n + 1) \"x ${n}\" }; n = 3")
    #expect(host.ran == ["route a { go 2; go b2 3 'x 2' }"])
  }

  @Test func assignmentsHoldToTheEndOfTheBlock() throws {
    let host = try run(
      "n = 2; route a { n = $n + 5; m = 1; go $n; n = 9; go $n $m }; route b { go $n }")
    #expect(host.ran == ["route a { go 7; go 9 1 }", "route b { go 2 }"])
    #expect(host.variables["n"] == 2 && host.variables["m"] == nil)
  }

  @Test func commandsInParenthesesRun() throws {
    let host = try run("route a { go (eval).count; go $it.count }")
    #expect(host.ran == ["eval", "route a { go 7; go 7 }"])
  }

  @Test func aMistakeInABlockHasItsPlace() throws {
    let error = #expect(throws: Diagnostic.self) { try run("route a { go 1\n go (1 // 0) }") }
    #expect(error?.span?.start.line == 2)
    let unknown = #expect(throws: Diagnostic.self) { try run("route a { go $n }") }
    #expect(unknown?.message == "there is no variable $n")
  }

  @Test func resultsOfBlocksCanBeKept() throws {
    let host = try run("x = (route a {\n go 1\n rest\n})")
    #expect(host.variables["x"] == ["count": 7] && host.ran == ["route a { go 1; rest }"])
  }
}
