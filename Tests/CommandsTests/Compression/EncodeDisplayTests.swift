import DeepCompression
import Display
import Language
import SyntheticData
import Testing

@Suite struct EncodeDisplayTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  private func tables(_ display: Display) -> [Table] {
    display.blocks.compactMap { block in
      if case .table(let table) = block { table } else { nil }
    }
  }

  @Test mutating func layersStandAsInThePaper() throws {
    let result = try rig.ok("prune; quantize --bits 4; encode \(rig.folder.path("a.dcz"))")
    let table = try #require(tables(result.display).first)
    #expect(table.rows.map(\.first) == ["ip1", "ip2"])
    #expect(table.footer.map(\.first) == ["all"])
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    #expect(table.footer.allSatisfy { $0.count == table.columns.count })
    #expect(Array(table.rows[0].prefix(4)) == ["ip1", "12,544", "10.0%", "4"])
    #expect(table.rows[0][5] == "5")
    #expect(Array(table.footer[0].prefix(2)) == ["all", "12,704"])
  }

  /// A layer that is not pruned has no indices.
  @Test mutating func missingIndicesAreADash() throws {
    let result = try rig.ok("quantize --bits 4; encode \(rig.folder.path("a.dcz"))")
    let table = try #require(tables(result.display).first)
    #expect(table.rows.allSatisfy { $0[5] == "–" && $0[6] == "–" })
  }

  @Test mutating func ledgerAddsUpToTheFile() throws {
    let result = try rig.ok("prune; quantize --bits 4; encode \(rig.folder.path("a.dcz"))")
    let ledger = try #require(tables(result.display).last)
    func bytes(_ row: [String]) -> Int { Int(row[1].filter(\.isNumber)) ?? -1 }
    let size = try rig.folder.bytes("a.dcz").count
    #expect(ledger.rows.reduce(0) { $0 + bytes($1) } == size)
    #expect(ledger.footer.map(\.first) == ["file"])
    #expect(ledger.footer.map(bytes) == [size])
  }

  @Test mutating func modelThatIsNotCompressedHasNoTableOfLayers() throws {
    let path = rig.folder.path("a.dcz")
    let result = try rig.ok("encode \(path)")
    #expect(tables(result.display).count == 2)
    let text = result.display.plainText()
    #expect(text.contains("\(path): "))
    #expect(
      text.contains(
        ", as large as 50,920 B of float32 parameters\nfloat16: 25,460 B\nxz -9 of the "))
  }

  @Test mutating func layerWithoutEntriesIsNoTrouble() throws {
    let result = try rig.ok("prune --keep 0%; encode \(rig.folder.path("a.dcz"))")
    #expect(!result.display.plainText().contains("nan"))
  }
}
