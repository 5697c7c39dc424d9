import Display
import Testing

@Suite struct PlainTextTests {
  private let table = Table(columns: [.init("a")], rows: [["1"]])

  @Test func nothingIsShownAsNothing() {
    #expect(Display().plainText() == "")
  }

  @Test func tablesAreSetOffByBlankLines() {
    let display = Display([.text("x"), .text("y"), .table(table), .table(table), .text("z")])
    #expect(display.plainText() == "x\ny\n\na\n─\n1\n\na\n─\n1\n\nz")
  }

  @Test func escapesInTextAreMadeVisible() {
    #expect(Display(text: "a\tb\n\u{1B}[31m").plainText(style: .colored) == "a\tb\n␛[31m")
  }
}
