import DeepCompression
import Language
import Testing

@Suite struct FoldTests {
  private var rig: Rig

  init() throws {
    rig = try Rig.furnished()
    rig.session.workspace.compressed = try Rig.normalisedModel()
  }

  @Test mutating func networkGivesTheSameWithoutItsNormalisation() throws {
    try rig.ok("recalibrate --batches 5")
    let before = try rig.model().model
    let result = try rig.ok("fold")
    #expect(result.value?["folded"] == ["bn1"])
    #expect(result.value?["parameters"] == 12_730)
    #expect(result.display.plainText().hasPrefix("folded bn1: "))
    let after = try rig.model().model
    #expect(after.graph.nodes.map(\.name) == ["flatten", "ip1", "relu1", "ip2"])
    #expect(after.name == "normalised")
    let input = Tensor(shape: try Shape([3, 1, 28, 28])) { values in
      for index in values.indices { values[index] = Float(index % 97) / 97 }
    }
    let one = try ReferenceExecutor(before.graph).output(input, parameters: before.parameters)
    let other = try ReferenceExecutor(after.graph).output(input, parameters: after.parameters)
    for index in 0..<30 { #expect(abs(one[index] - other[index]) < 1e-4) }
  }

  @Test mutating func prunedWeightsStayPruned() throws {
    try rig.ok("prune --keep 20%")
    let masks = try rig.model().masks
    try rig.ok("fold")
    #expect(try rig.model().masks == masks)
    #expect(try rig.model().violations.isEmpty)
  }

  @Test mutating func sharedWeightsThatWouldChangeAreRefused() throws {
    try rig.ok("recalibrate --batches 1; quantize --bits 3")
    let error = try rig.failure("fold")
    #expect(error.message == "ip1: folding would change its shared weights")
    #expect(error.help == "fold before quantize")
  }

  @Test mutating func sharedWeightsOfOtherLayersStay() throws {
    try rig.ok("quantize --bits ip2=3")
    let codebook = try rig.model().codebooks["ip2.weight"]
    try rig.ok("fold")
    #expect(try rig.model().codebooks["ip2.weight"] == codebook)
  }

  @Test mutating func nothingToFoldChangesNothing() throws {
    try rig.ok("fold")
    let digest = rig.session.workspace.digest.hex
    let result = try rig.ok("fold")
    #expect(result.state == digest)
    #expect(result.value?["folded"] == [])
    #expect(result.display.plainText().hasPrefix("no batch normalisation"))
  }

  @Test mutating func modelIsNeeded() throws {
    rig.session.workspace.compressed = nil
    #expect(try rig.failure("fold").message == "there is no model yet")
  }
}
