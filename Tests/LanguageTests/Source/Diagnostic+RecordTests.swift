import Language
import Testing

@Suite struct DiagnosticRecordTests {
  @Test func everythingKnownIsInTheRecord() {
    let source = SourceText(name: "a.dc", text: "eval\ntrain --epoch 1")
    let diagnostic = Diagnostic(
      "train has no option --epoch", at: source.span(11..<18), help: "did you mean --epochs?",
      notes: ["one"], kind: .usage)
    #expect(
      diagnostic.record.json
        == #"{"severity":"error","kind":"usage","message":"train has no option --epoch","#
        + #""file":"a.dc","line":2,"column":7,"end_line":2,"end_column":14,"#
        + #""source":"train --epoch 1","help":"did you mean --epochs?","notes":["one"]}"#)
  }

  @Test func whatIsNotKnownIsLeftOut() {
    let json = Diagnostic("no", severity: .warning).record.json
    #expect(json == #"{"severity":"warning","kind":"failure","message":"no"}"#)
  }
}
