import DeepCompression
import Language
import SyntheticData
import Testing

@Suite struct SessionRequireTests {
  @Test(arguments: ["train", "retrain", "prune", "quantize", "encode a.dcz", "save a"])
  func commandsSayWhatIsMissing(command: String) throws {
    var rig = try Rig()
    if command.hasSuffix("train") { try rig.ok("load data \(rig.data)") }
    let error = try rig.failure(command)
    #expect(error.kind == .failure)
    #expect(error.message == "there is no model yet")
    #expect(error.help == "load model lenet-300-100")
    #expect(error.span?.text == command)
  }

  @Test(arguments: ["train", "retrain", "eval", "eval a.dcz"])
  func commandsThatNeedDataSaySo(command: String) throws {
    var rig = try Rig()
    try rig.ok("load model lenet-300-100")
    let error = try rig.failure(command)
    #expect(error.message == "there is no data yet")
    #expect(error.help == "load data mnist")
  }

  @Test(arguments: [
    ("prune --keep ip3=8%", "ip3", "did you mean ip1?"),
    ("quantize --bits conv*=8,ip*=5", "conv*", "the layers are ip1, ip2"),
    ("encode a.dcz --index-bits relu1=5", "relu1", "the layers are ip1, ip2"),
  ])
  func unknownLayerNamesTheLayersThereAre(text: String, pattern: String, help: String) throws {
    var rig = try Rig.furnished()
    let error = try rig.failure(text)
    #expect(error.kind == .failure)
    #expect(error.message == "no layer matches `\(pattern)`")
    #expect(error.help == help)
    #expect(([error.help ?? ""] + error.notes).contains("the layers are ip1, ip2"))
  }

  @Test func firstPatternThatMatchesCounts() throws {
    var rig = try Rig.furnished()
    let layers = try rig.record("prune --keep ip2=50%,ip*=25%").records("layers")
    #expect(layers.map { $0["nonzero"] } == [3136, 80])
  }

  @Test func layersThatNoPatternNamesAreLeftAlone() throws {
    var rig = try Rig.furnished()
    let layers = try rig.record("prune --keep ip2=50%").records("layers")
    #expect(layers.map { $0["name"] } == ["ip2"])
    #expect(try rig.model().masks.keys == ["ip2.weight"])
  }
}
