import Language
import Testing

@Suite struct ScriptTests {
  @Test func statementsHaveTheirWordsWithoutSpaceAndComments() {
    let script = parse("  train --epochs 3  # fast\n\n x = [1,\n 2] ; eval")
    #expect(script.statements.map(\.span.text) == ["train --epochs 3", "x = [1,\n 2]", "eval"])
    #expect(script.statements.map(\.span.start.line) == [1, 3, 4])
  }

  @Test func theNameOfAnAssignmentHasAPlace() {
    guard case .assignment(let name, _)? = parse(" keep = 8%").statements.first?.kind else {
      Issue.record("no assignment")
      return
    }
    #expect(name.text == "keep" && name.span.range == 1..<5)
  }
}
