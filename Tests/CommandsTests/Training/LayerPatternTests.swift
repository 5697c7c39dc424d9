import DeepCompression
import Language
import Testing

@Suite struct LayerPatternTests {
  @Test(arguments: [
    ("ip1", ["ip1.bias", "ip1.weight"]),
    ("ip?", ["ip1.bias", "ip1.weight", "ip2.bias", "ip2.weight"]),
    ("ip2,ip1", ["ip1.bias", "ip1.weight", "ip2.bias", "ip2.weight"]),
  ])
  func patternsNameAllParametersOfTheirLayers(pattern: String, names: [String]) throws {
    var rig = try Rig.furnished()
    let graph = try rig.model().model.graph
    guard names.count < graph.nodes.flatMap(\.parameters).count else {
      let error = try rig.failure("train --freeze \(pattern)")
      #expect(error.message == "there is no parameter left to train")
      return
    }
    #expect(try Rig.options("--freeze \(pattern)").frozen == Set(names))
  }

  @Test func frozenLayersStayAsTheyAre() throws {
    var rig = try Rig.furnished()
    let before = try rig.model().model
    try rig.ok("train --epochs 1 --freeze ip1")
    let after = try rig.model().model
    for name in before.parameters.keys {
      let isSame = try after.parameter(name).isBitIdentical(to: before.parameter(name))
      #expect(isSame == name.hasPrefix("ip1."), "\(name)")
    }
  }

  @Test(arguments: [
    ("conv*", "the layers are ip1, ip2"), ("relu1", "the layers are ip1, ip2"),
    ("ip1,ip3", "did you mean ip1?"),
  ])
  func patternThatMatchesNothingNamesTheLayers(pattern: String, help: String) throws {
    var rig = try Rig.furnished()
    let error = try rig.failure("train --freeze \(pattern)")
    #expect(error.kind == .failure)
    #expect(error.message.hasPrefix("no layer matches `"))
    #expect(error.help == help)
    #expect(([error.help ?? ""] + error.notes).contains("the layers are ip1, ip2"))
  }

  @Test(arguments: ["ip1,", ",", "'ip1, ip2'", "ip1 ip2"])
  func whatIsNoListOfPatternsIsRefused(words: String) throws {
    var rig = try Rig.furnished()
    _ = try rig.failure("train --freeze \(words)")
  }
}
