import Display
import Testing

@Suite struct PlainTextTableTests {
  private let layers = Table(
    title: "LeNet-300-100",
    columns: [.init("layer"), .init("weights", .right), .init("kept", .right), .init("note")],
    rows: [
      ["ip1", "235,200", "8.0%", "largest"],
      ["ip2", "30,000", "9.0%"],
    ],
    footer: [["total", "266,200", "8.1%"]])

  /// The text between the quotes, whose lines end at a bar so that trailing spaces would show.
  private func expect(_ table: Table, width: Int? = nil, _ expected: String) {
    let lines = table.plainText(width: width).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map { $0 + "|" }.joined(separator: "\n") == expected)
  }

  @Test func columnsLineUp() {
    expect(
      layers,
      """
      LeNet-300-100|
      layer  weights  kept  note|
      ─────────────────────────────|
      ip1    235,200  8.0%  largest|
      ip2     30,000  9.0%|
      ─────────────────────────────|
      total  266,200  8.1%|
      """)
  }

  @Test func headingsMayHaveSeveralLines() {
    expect(
      Table(columns: [.init("layer"), .init("bits\nper code", .right)], rows: [["ip1", "6"]]),
      """
                 bits|
      layer  per code|
      ───────────────|
      ip1           6|
      """)
  }

  @Test func blankHeadingsAreLeftOut() {
    expect(
      Table(
        columns: [.init(""), .init("", .right)],
        rows: [["images", "55,000"], ["classes", "10"]]),
      """
      images   55,000|
      classes      10|
      """)
  }

  @Test func wideCharactersTakeTwoColumns() {
    expect(
      Table(columns: [.init("名"), .init("n", .right)], rows: [["日本語", "1"], ["a", "10"]]),
      """
      名       n|
      ──────────|
      日本語   1|
      a       10|
      """)
  }

  @Test func onlyWordsAreShortened() {
    let table = Table(
      columns: [.init("file"), .init("bytes", .right), .init("what")],
      rows: [["a/very/long/path", "1,066,440", "uncompressed weights"], ["b", "1", "c"]])
    expect(
      table, width: 32,
      """
      file           bytes  what|
      ───────────────────────────────|
      a/very/l…  1,066,440  uncompre…|
      b                  1  c|
      """)
    expect(
      table, width: 5,
      """
      file        bytes  what|
      ─────────────────────────|
      a/ver…  1,066,440  uncom…|
      b               1  c|
      """)
    #expect(table.plainText(width: 1000) == table.plainText())
    #expect(table.plainText(width: Int.min / 2) == table.plainText(width: 0))
  }

  @Test func raggedRowsLoseNothing() {
    expect(
      Table(columns: [.init("a", .right)], rows: [["1", "extra"], [], ["22"]]),
      """
       a|
      ─────────|
       1  extra|
      |
      22|
      """)
  }

  @Test func emptyTables() {
    expect(Table(columns: []), "|")
    expect(Table(title: "t", columns: []), "t|")
    expect(Table(columns: [.init("a")]), "a|\n─|")
  }

  @Test func colourChangesNoCharacter() {
    let colored = layers.plainText(width: 24, style: .colored)
    #expect(colored.contains("\u{1B}[1mlayer\u{1B}[0m"))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == layers.plainText(width: 24))
  }

  @Test func cellsCannotDriveTheTerminal() {
    let table = Table(title: "\u{1B}t", columns: [.init("")], rows: [["a\nb\u{1B}[2J"]])
    expect(table, "␛t|\na␊b␛[2J|")
  }
}
