import Display
import Language
import Testing

@Suite struct DiagnosticRendererTests {
  private func render(_ text: String, _ words: String, help: String? = nil) -> String {
    let source = SourceText(name: "a.dc", text: text)
    let before = text.ranges(of: words).first.map { text[..<$0.lowerBound].utf8.count } ?? 0
    let span = source.span(before..<(before + words.utf8.count))
    return DiagnosticRenderer().text(Diagnostic("no", at: span, help: help))
  }

  @Test func placeLineCaretAndHelp() {
    #expect(
      render("load data mnist\ntrain --epoch 12", "--epoch", help: "did you mean --epochs?") == """
        a.dc:2:7: error: no
          train --epoch 12
                ^^^^^^^
          help: did you mean --epochs?

        """)
  }

  @Test func tabsStayTabsBeforeTheCaret() {
    #expect(render("\tx\ty", "y") == "a.dc:1:4: error: no\n  \tx\ty\n  \t \t^\n")
  }

  @Test func wideAndCombiningCharactersTakeTheirColumns() {
    #expect(render("漢字 bad", "bad") == "a.dc:1:4: error: no\n  漢字 bad\n       ^^^\n")
    #expect(render("e\u{301} bad", "bad") == "a.dc:1:3: error: no\n  e\u{301} bad\n    ^^^\n")
    #expect(render("x 漢字", "漢字") == "a.dc:1:3: error: no\n  x 漢字\n    ^^^^\n")
  }

  @Test func spansOverSeveralLinesAreCutAtTheFirst() {
    #expect(render("a bc\nde", "bc\nde") == "a.dc:1:3: error: no\n  a bc\n    ^^\n")
  }

  @Test func theEndOfALineHasACaret() {
    let source = SourceText(name: "a.dc", text: "x =")
    let text = DiagnosticRenderer().text(Diagnostic("no", at: source.span(3..<3)))
    #expect(text == "a.dc:1:4: error: no\n  x =\n     ^\n")
  }

  @Test func controlCharactersDoNotReachTheTerminal() {
    let source = SourceText(name: "a\u{1B}[2J", text: "x \u{1B}[31m bad")
    let text = DiagnosticRenderer().text(
      Diagnostic("no \u{1B}", at: source.span(8..<11), help: "\u{7}"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
  }

  @Test func longLinesAreCutAroundTheWords() {
    let long = String(repeating: "a", count: 10_000)
    let text = render(long + " bad " + long, "bad")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3 && lines.allSatisfy { $0.count < 200 })
    let caret = lines[2].prefix { $0 != "^" }.count
    #expect(lines[1].dropFirst(caret).hasPrefix("bad"))
    let marked = render("x " + long, long).split(separator: "\n")
    #expect(marked.allSatisfy { $0.count < 200 } && marked[1].hasSuffix("…"))
  }

  @Test func withoutAPlaceThereIsNoExcerpt() {
    let diagnostic = Diagnostic("one\ntwo", notes: ["more"], severity: .warning)
    #expect(DiagnosticRenderer().text(diagnostic) == "warning: one\n    two\n  note: more\n")
  }

  @Test func colourAddsOnlyEscapeSequences() {
    let source = SourceText(name: "a.dc", text: "x")
    let diagnostics = [Diagnostic("no", at: source.span(0..<1), help: "yes", notes: ["so"])]
    let colored = DiagnosticRenderer(style: .colored).text(diagnostics)
    let plain = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == DiagnosticRenderer().text(diagnostics) && plain != colored)
  }
}
