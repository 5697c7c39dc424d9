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
    let record = try rig.record(
      "prune; quantize; encode \(rig.folder.path("a.dcz")) --coder huffman")
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
    let layers = try rig.record("encode \(path) --coder huffman --index-bits ip1=4").records(
      "layers")
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

  /// The default tries everything.
  @Test mutating func bestIsTheSmallest() throws {
    try rig.ok("prune; quantize --bits 3")
    func bytes(_ coder: String) throws -> Int {
      try rig.record("encode \(rig.folder.path("a.dcz")) --xz=false --coder \(coder)")
        .integer("bytes")
    }
    let best = try rig.record("encode \(rig.folder.path("a.dcz")) --xz=false")
    #expect(best["xz_bytes"] == Value.none)
    for coder in ["huffman", "rans", "adaptive"] {
      #expect(try best.integer("bytes") <= bytes(coder))
    }
    let trials = try best.records("trials")
    #expect(Set(trials.map { $0["layer"]?.displayText }) == ["ip1", "ip2"])
    #expect(try trials.contains { try $0.integer("bytes") > 0 && $0["chosen"] == .bool(false) })
    let ledger = try best.records("ledger")
    #expect(try ledger.reduce(0) { $0 + (try $1.integer("bytes")) } == best.integer("bytes"))
    #expect(best["accuracy"] == Value.none)
  }

  /// With data, the file is measured beside the model; without, one is told how to.
  @Test mutating func lossyFilesAreMeasured() throws {
    let path = rig.folder.path("a.dcz")
    try rig.ok("train --epochs 1; prune; quantize --bits 3 --iterations 1")
    let result = try rig.ok("encode \(path) --codebook fitted --biases 8bit --xz=false")
    guard case .record(let record)? = result.value, case .record(let cost)? = record["accuracy"]
    else { throw Diagnostic("no cost") }
    #expect(
      try cost.number("error_memory") == rig.record("eval --split validation").number("error"))
    #expect(
      try cost.number("error_file") == rig.record("eval \(path) --split validation").number("error")
    )
    #expect(result.display.plainText().contains("decoded from the file"))
    rig.session.workspace.dataset = nil
    let text = try rig.ok("encode \(path) --biases float16 --xz=false").display.plainText()
    #expect(text.contains("`load data`, then compare `eval` with `eval \(path)`"))
    #expect(try !rig.ok("encode \(path)").display.plainText().contains("load data"))
  }

  @Test mutating func interruptionLeavesTheOldFile() throws {
    let path = rig.folder.path("a.dcz")
    try rig.ok("encode \(path)")
    let old = try rig.folder.bytes("a.dcz")
    try rig.ok("prune")
    rig.session.cancellation.raise()
    #expect(try rig.failure("encode \(path)").kind == .interruption)
    rig.session.cancellation.reset()
    #expect(try rig.folder.bytes("a.dcz") == old)
  }

  @Test(arguments: [
    "--index-bits 0", "--index-bits 9", "--coder zip", "--index-bits ip1=x", "--codebook float8",
    "--biases 4bit",
  ])
  func optionsOutOfRangeAreUsageErrors(options: String) throws {
    var rig = try Rig.furnished()
    let path = rig.folder.path("a.dcz")
    #expect(try rig.failure("encode \(path) \(options)").kind == .usage)
    #expect(try !rig.folder.names.contains("a.dcz"))
  }
}
