import Display
import Testing

@Suite struct TableTests {
  @Test func equalityCoversEveryPart() {
    let table = Table(title: "t", columns: [.init("a", .right)], rows: [["1"]], footer: [["2"]])
    var other = table
    #expect(other == table)
    other.columns[0].alignment = .left
    #expect(other != table)
    other = table
    other.footer = []
    #expect(other != table)
  }
}
