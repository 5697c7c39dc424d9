import Commands
import Language
import Testing

@Suite struct FileRecordTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test mutating func layersHaveWhatTheirFieldsSay() throws {
    let record = try rig.record(
      "prune --keep ip1=10%; quantize --bits 3; encode \(rig.folder.path("a.dcz")) --coder rans")
    let layers = try record.records("layers")
    #expect(layers.map { $0["name"] } == ["ip1", "ip2"])
    // Not pruned: no positions. Everything is counted once.
    #expect(layers[1]["position_coder"] == Value.none && layers[1]["index_bits"] == 0)
    #expect(layers[1]["code_coder"] == "rans")
    for layer in layers {
      let streams =
        try layer.integer("position_bytes") + layer.integer("code_bytes")
        + layer.integer("value_bytes") + layer.integer("codebook_bytes")
      let rate = Double(streams) / Double(4 * (try layer.integer("total")))
      #expect(try abs(layer.number("rate_after") - rate) < 1e-9)
      #expect(try layer.number("code_entropy_bytes") > 0)
    }
    #expect(try record.integer("float16_bytes") * 2 == record.integer("original_bytes"))
  }
}
