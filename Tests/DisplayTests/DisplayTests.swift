import Display
import Testing

@Suite struct DisplayTests {
  @Test func piecesKeepTheirOrder() {
    let table = Table(columns: [.init("a")])
    var display = Display(text: "one")
    display.append(table: table)
    display.append(text: "two")
    display.append(Display([.text("three")]))
    #expect(display.blocks == [.text("one"), .table(table), .text("two"), .text("three")])
    #expect(Display(table: table).blocks == [.table(table)])
  }
}
