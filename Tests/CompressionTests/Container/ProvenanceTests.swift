import Bytes
import Compression
import Testing

@Suite struct ProvenanceTests {
  private func file(_ provenance: Provenance?) throws -> [UInt8] {
    var options = EncodingOptions.form(.best)
    options.provenance = provenance
    return try CompressedModel(try TestModels.small()).encoded(options).bytes
  }

  private func section(_ contents: [UInt8], times: Int = 1) throws -> Provenance? {
    var builder = try FileBuilder(parsing: try file(nil))
    for _ in 0..<times { builder.add(128, contents) }
    // The model is read whatever it says.
    _ = try CompressedModel(decoding: builder.bytes)
    return try CompressedFile(builder.bytes).provenance()
  }

  @Test func everythingComesBack() throws {
    let whole = Provenance(
      recipe: "load model small\nprune", seed: .max, data: Digest(of: [1]),
      metrics: [.init(name: "error", value: 0.25), .init(name: "loss", value: -0.0)],
      version: "1.2.3")
    for provenance in [whole, Provenance(), Provenance(seed: 0), Provenance(recipe: "")] {
      let file = try CompressedFile(try file(provenance))
      #expect(try file.provenance() == provenance)
      let report = try file.report()
      #expect(report.ledger.total == report.bytes)
      #expect((report.ledger.bytes(of: .provenance) == 0) == (provenance == Provenance()))
    }
    #expect(try CompressedFile(try file(nil)).provenance() == nil)
  }

  @Test func whatIsTooLongIsCut() throws {
    let long = Provenance(
      recipe: String(repeating: "é", count: 40_000),
      metrics: Array(
        repeating: .init(name: String(repeating: "ä", count: 40), value: 1), count: 70),
      version: String(repeating: "1", count: 300))
    let read = try #require(try CompressedFile(try file(long)).provenance())
    #expect(read.recipe?.utf8.count == 65_534)
    #expect(read.metrics.count == 64 && read.metrics[0].name.utf8.count == 64)
    #expect(read.version?.count == 255)
  }

  @Test func unknownEntriesAreSkipped() throws {
    #expect(try section([5, 1, 65, 9, 2, 0, 0]) == Provenance(version: "A"))
    #expect(try section([]) == Provenance())
  }

  @Test(
    arguments: [
      [2], [2, 8, 0], [2, 7, 0, 0, 0, 0, 0, 0, 0], [2, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0], [3, 1, 0],
      [1, 2, 0xC3, 0x28], [5, 0, 1, 0], [1, 0, 1, 0], [0, 0], [4, 8, 0, 0, 0, 0, 0, 0, 0, 0],
      [4, 7, 0, 0, 0, 0, 0, 0, 0], [1, 0x80, 0x80, 4], [1, 0x81, 0],
    ] as [[UInt8]])
  func whatBreaksARuleIsRefused(contents: [UInt8]) throws {
    #expect(throws: FormatError.self) { try section(contents) }
  }

  @Test func twoAreRefused() throws {
    #expect(throws: FormatError.self) { try section([], times: 2) }
  }
}
