import DeepCompression
import Display
import Language
import Testing

@Suite struct ModelSummaryTests {
  @Test func fieldsAddUpToTheWhole() throws {
    var rig = try Rig.furnished()
    try rig.ok("prune --keep 25%; quantize --bits ip2=2")
    let record = try rig.record("show model")
    #expect(record["parameters"] == 12_730)
    #expect(record["bytes"] == 50_920)
    #expect(record["multiply_adds"] == 12_704)
    // 784, 16, 16 and 10 floats.
    #expect(record["activation_bytes"] == .integer(4 * (784 + 16 + 16 + 10)))
    #expect(record["density"] == 0.25)
    let layers = try record.records("layers")
    for field in ["parameters", "multiply_adds", "activation_bytes"] {
      #expect(
        try layers.reduce(0) { try $0 + $1.integer(field) } == record.integer(field), "\(field)")
    }
    #expect(layers.map { $0["name"] } == ["flatten", "ip1", "relu1", "ip2"])
    #expect(layers.map { $0["output"] } == ["784", "16", "16", "10"])
    #expect(layers.map { $0["density"] } == [Value.none, 0.25, Value.none, 0.25])
    #expect(layers.map { $0["bits"] } == [Value.none, Value.none, Value.none, 2])
  }

  @Test func tableShowsEachLayerAndTheSum() throws {
    var rig = try Rig.furnished()
    try rig.ok("prune --keep 25%; quantize --bits ip2=2")
    let text = try rig.ok("show model").display.plainText()
    #expect(text.contains("small: 12,730 parameters, 50.9 KB as float32, 25.00% of weights kept"))
    #expect(text.contains("weights shared in 1 of 2 layers"))
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.contains(["flatten", "flatten", "784", "3,136", "B"]))
    #expect(
      lines.contains(["ip1", "dense", "16", "16", "12,560", "12,544", "64", "B", "25.00%"]))
    #expect(
      lines.contains { $0.starts(with: ["ip2", "dense", "10", "10", "170", "160", "40", "B"]) })
    #expect(lines.contains { $0.suffix(2) == ["(2", "bits)"] })
    #expect(lines.contains(["all", "12,730", "12,704", "3,304", "B", "25.00%"]))
    #expect(text.hasSuffix("3,304 B for the results of all layers, in training twice that"))
  }

  /// Statistics are stored, but not trained.
  @Test func normalisationCountsItsTrainedParameters() throws {
    var rig = try Rig()
    rig.session.workspace.compressed = try Rig.normalisedModel()
    let record = try rig.record("show model")
    #expect(record["parameters"] == 12_762)
    #expect(record["bytes"] == .integer(4 * (12_762 + 32)))
    #expect(try record.records("layers")[2]["parameters"] == 32)
  }

  @Test func largeNetworksAreNoTrouble() throws {
    var rig = try Rig()
    let record = try rig.record("load model resnet-50; show model")
    #expect(try record.records("layers").count > 100)
  }
}
