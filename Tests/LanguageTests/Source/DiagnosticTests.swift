import Language
import Testing

@Suite struct DiagnosticTests {
  let source = SourceText(name: "a", text: "train eval")

  @Test func exitCodesFollowTheKind() {
    #expect(Diagnostic.Kind.allCases.map(\.exitCode) == [2, 1, 3, 130])
    #expect(Diagnostic("x").kind == .failure)
  }

  @Test func aPlaceIsGivenOnlyOnce() {
    let placed = Diagnostic("x").placed(at: source.span(0..<5))
    #expect(placed.span?.text == "train")
    #expect(placed.placed(at: source.span(6..<10)).span?.text == "train")
  }

  @Test func orderIsByPlaceAndThoseWithoutComeLast() {
    let diagnostics = [
      Diagnostic("none"), Diagnostic("late", at: source.span(6..<10)),
      Diagnostic("early", at: source.span(0..<5)),
    ]
    #expect(
      diagnostics.sorted(by: Diagnostic.isBefore).map(\.message) == ["early", "late", "none"])
  }
}
