import DeepCompression
import Display
import Testing

@Suite struct LedgerTablesTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  /// Rows and columns add up to the size of the file.
  @Test(arguments: ["best", "huffman"]) mutating func everyByteIsInARowAndAColumn(
    coder: String
  ) throws {
    let path = rig.folder.path("a.dcz")
    let result = try rig.ok("prune; quantize --bits 4; encode \(path) --xz=false --coder \(coder)")
    let table = try #require(
      result.display.blocks.compactMap { block -> Table? in
        if case .table(let table) = block { table } else { nil }
      }.first { $0.columns.first?.title == "bytes of" })
    func numbers(_ row: [String]) -> [Int] {
      row.dropFirst().map { Int($0.filter(\.isNumber)) ?? 0 }
    }
    #expect(table.rows.map(\.first) == ["ip1", "ip2", "the rest"])
    let rows = table.rows.map(numbers)
    let total = numbers(table.footer[0])
    #expect(total.last == (try rig.folder.bytes("a.dcz").count))
    for row in rows + [total] { #expect(row.dropLast().reduce(0, +) == row.last) }
    for column in total.indices {
      #expect(rows.reduce(0) { $0 + $1[column] } == total[column])
    }
  }
}
