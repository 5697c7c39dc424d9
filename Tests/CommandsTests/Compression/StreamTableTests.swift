import DeepCompression
import Display
import Testing

@Suite struct StreamTableTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  private func table(_ display: Display) -> Table? {
    display.blocks.compactMap { block -> Table? in
      if case .table(let table) = block { table } else { nil }
    }.first { $0.columns.count > 1 && $0.columns[1].title == "stream" }
  }

  @Test mutating func everyStreamHasItsRow() throws {
    let path = rig.folder.path("a.dcz")
    let pruned = try rig.ok("prune --keep ip1=10%; encode \(path) --xz=false --coder rans")
    #expect(table(pruned.display)?.rows.map { $0[1] } == ["positions", "values"])
    let paper = try rig.ok("quantize --bits 4; encode \(path) --xz=false --coder huffman")
    #expect(table(paper.display)?.rows.map { $0[1] } == ["positions", "codes", "codes"])
    #expect(table(paper.display)?.rows.map { $0[2] } == ["huffman", "huffman", "huffman"])
    let best = try #require(
      table(try rig.ok("encode \(path) --xz=false").display))
    #expect(best.columns.last?.title == "others")
    #expect(best.rows.allSatisfy { $0.last?.isEmpty == false })
    // A file does not know what others would have cost.
    let shown = try #require(table(try rig.ok("show \(path) --xz=false").display))
    #expect(shown.columns.last?.title == "over")
    #expect(shown.rows.map { Array($0.prefix(6)) } == best.rows.map { Array($0.prefix(6)) })
  }
}
