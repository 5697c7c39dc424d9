import Language
import Testing

@Suite struct AccuracyCostTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test mutating func aModelThatDoesNotFitTheDataIsNotMeasured() throws {
    try rig.ok("network n { input 3; dense ip 2 }; load model n")
    let path = rig.folder.path("a.dcz")
    let result = try rig.ok("encode \(path) --xz=false --biases float16")
    #expect(result.value?["accuracy"] == Value.none)
    #expect(result.display.plainText().contains("the file is not exact"))
  }

  @Test mutating func theErrorsAreThoseOfEval() throws {
    let path = rig.folder.path("a.dcz")
    try rig.ok("train --epochs 1")
    let result = try rig.ok("encode \(path) --xz=false --biases 8bit")
    let memory = try rig.record("eval --split validation")
    let file = try rig.record("eval \(path) --split validation")
    let cost = try #require(result.value?["accuracy"])
    #expect(cost["error_memory"] == memory["error"] && cost["loss_memory"] == memory["loss"])
    #expect(cost["error_file"] == file["error"] && cost["loss_file"] == file["loss"])
    #expect(cost["loss_file"] != cost["loss_memory"])
  }
}
