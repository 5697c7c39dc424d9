import DeepCompression
import Language
import SyntheticData
import Testing

@Suite struct EncodeTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test(arguments: ["", "prune --keep 20%", "quantize --bits 3", "prune; quantize --bits 3"])
  func sectionsAddUpToTheSizeOnDisk(steps: String) throws {
    var rig = try Rig.furnished()
    if !steps.isEmpty { try rig.ok(steps) }
    let record = try rig.record("encode \(rig.folder.path("out/a.dcz"))")
    let size = try rig.folder.bytes("out/a.dcz").count
    #expect(record["bytes"] == .integer(size))
    let sections = try record.records("sections")
    #expect(try sections.reduce(0) { $0 + (try $1.integer("bytes")) } == size)
    #expect(try sections.allSatisfy { try $0.integer("bytes") > 0 })
    #expect(record["original_bytes"] == .integer(4 * (12_704 + 26)))
    #expect(try record.number("ratio") == Double(4 * (12_704 + 26)) / Double(size))
  }

  @Test mutating func ledgerNamesWhatBytesAreFor() throws {
    let record = try rig.record("prune; quantize; encode \(rig.folder.path("a.dcz"))")
    #expect(
      try record.records("sections").map { $0["name"] } == [
        "codes", "indices", "code tables", "codebooks", "biases", "structure", "header",
        "checksums",
      ])
  }

  @Test mutating func layersAreThoseThatWerePrunedOrShared() throws {
    let path = rig.folder.path("a.dcz")
    #expect(try rig.record("encode \(path)").records("layers").isEmpty)
    try rig.ok("prune --keep ip1=10%")
    let pruned = try rig.record("encode \(path)").records("layers")
    #expect(pruned.map { $0["name"] } == ["ip1"])
    #expect(pruned[0]["code_bits"] == 32)
    #expect(pruned[0]["kept"] == 1254)
    #expect(pruned[0]["index_bits"] == 5)
    try rig.ok("quantize --bits 4")
    let layers = try rig.record("encode \(path) --index-bits ip1=4").records("layers")
    #expect(layers.map { $0["name"] } == ["ip1", "ip2"])
    #expect(layers.map { $0["code_bits"] } == [4, 4])
    #expect(layers.map { $0["index_bits"] } == [4, 0])
    #expect(layers.map { $0["total"] } == [12_544, 160])
    #expect(layers[1]["coded_index_bits"] == 0.0)
    for layer in layers {
      #expect(try layer.integer("entries") >= layer.integer("kept"))
      #expect(try layer.number("coded_code_bits") <= 4)
    }
  }

  /// What `xz` itself would make of the parameters as one file of float32.
  @Test mutating func xzIsThatOfTheParameters() throws {
    let record = try rig.record("encode \(rig.folder.path("a.dcz"))")
    var writer = ByteWriter()
    for tensor in try rig.model().model.parameters.values { writer.write(floats: tensor.values) }
    #expect(record["xz_bytes"] == xzSize(of: writer.bytes).map { .integer($0) })
  }

  @Test mutating func sameModelGivesTheSameBytes() throws {
    try rig.ok("prune; quantize --bits 3")
    try rig.ok("encode \(rig.folder.path("a.dcz")); encode \(rig.folder.path("b.dcz"))")
    #expect(try rig.folder.bytes("a.dcz") == rig.folder.bytes("b.dcz"))
  }

  @Test mutating func encodingChangesNothingInTheSession() throws {
    let before = rig.session.workspace.digest
    #expect(try rig.ok("encode \(rig.folder.path("a.dcz"))").state == before.hex)
  }

  @Test(arguments: ["--index-bits 0", "--index-bits 9", "--coder zip", "--index-bits ip1=x"])
  func optionsOutOfRangeAreUsageErrors(options: String) throws {
    var rig = try Rig.furnished()
    let path = rig.folder.path("a.dcz")
    #expect(try rig.failure("encode \(path) \(options)").kind == .usage)
    #expect(try !rig.folder.names.contains("a.dcz"))
  }
}
