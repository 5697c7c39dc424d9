import Language
import Testing

@Suite struct SourceSpanTests {
  let source = SourceText(name: "a", text: "train --epochs 3\neval")

  @Test func textAndPlaces() {
    let span = source.span(6..<14)
    #expect(span.text == "--epochs")
    #expect(span.start == SourcePosition(line: 1, column: 7))
    #expect(span.end == SourcePosition(line: 1, column: 15))
  }

  @Test func joiningCoversBoth() {
    #expect(source.span(6..<14).joined(with: source.span(0..<5)).range == 0..<14)
    #expect(source.span(0..<5).joined(with: source.span(17..<21)).text == source.text)
  }

  @Test func partsAreRelativeAndClamped() {
    let span = source.span(6..<14)
    #expect(span.part(2..<8).text == "epochs")
    #expect(span.part(2..<99).text == "epochs")
    #expect(span.part(-3..<2).text == "--")
  }
}
