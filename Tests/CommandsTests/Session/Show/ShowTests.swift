import Commands
import Language
import Testing

@Suite struct ShowTests {
  @Test func emptySessionSaysHowToBegin() throws {
    var rig = try Rig()
    let result = try rig.ok("show")
    guard case .record(let record) = result.value else { throw Diagnostic("no record") }
    #expect(record.names == Catalog.fields(of: "show"))
    #expect(record.allSatisfy { $0.value == .none })
    #expect(
      result.display.plainText()
        == "no data yet: load data mnist\nno model yet: load model lenet-300-100")
  }

  @Test func everythingThatIsLoaded() throws {
    var rig = try Rig.furnished()
    let record = try rig.record("show")
    #expect(record.names == Catalog.fields(of: "show"))
    #expect(record["data"] == .string(rig.data))
    #expect(record["model"] == "small")
    #expect(record.allSatisfy { ($0.value != .none) == ($0.name != "file") })
  }

  @Test(arguments: [("data", true, false), ("model", false, true), ("all", true, true)])
  func topicDecidesWhatIsShown(topic: String, hasData: Bool, hasModel: Bool) throws {
    var rig = try Rig.furnished()
    let result = try rig.ok("show \(topic)")
    let text = result.display.plainText()
    #expect(text.contains("400 training") == hasData)
    #expect(text.contains("12,730 parameters") == hasModel)
    // The record is the same whatever is shown, but for what takes time to measure.
    #expect(result.value?["model"] == "small")
    #expect(result.value?["train"] == 400)
    #expect((result.value?["mean"] == Value.none) == (topic == "model"))
  }

  @Test func aFileIsShown() throws {
    var rig = try Rig.furnished()
    let path = rig.folder.path("a.dcz")
    let encoded = try rig.record("prune; quantize --bits 3; encode \(path) --provenance")
    let result = try rig.ok("show \(path)")
    guard case .record(let file)? = result.value?["file"] else { throw Diagnostic("no file") }
    for name in file.names where name != "provenance" { #expect(file[name] == encoded[name]) }
    guard case .record(let provenance)? = file["provenance"] else { throw Diagnostic("nothing") }
    #expect(provenance["seed"] == "1")
    #expect(provenance["recipe"]?.displayText.hasSuffix("prune\nquantize --bits 3") == true)
    #expect(try provenance.records("metrics").map { $0["name"] } == ["validation error"])
    #expect(result.display.plainText().contains("(claimed)"))
    #expect(try rig.record("show \(path) --xz=false")["file"] != Value.none)
  }

  @Test func filesThatAreNoneAreRefused() throws {
    var rig = try Rig.furnished()
    #expect(try rig.failure("show \(rig.folder.path("missing.dcz"))").kind != .usage)
    try rig.ok("save \(rig.folder.path("a.safetensors"))")
    let error = try rig.failure("show \(rig.folder.path("a.safetensors"))")
    #expect(error.message.contains("this is not a .dcz file (at byte 0)"))
  }

  @Test func unknownTopicIsAUsageError() throws {
    var rig = try Rig.furnished()
    let error = try rig.failure("show modell")
    #expect(error.kind == .usage)
    #expect(error.help == "did you mean model?")
  }

  @Test func showingChangesNothing() throws {
    var rig = try Rig.furnished()
    let digest = rig.session.workspace.digest.hex
    #expect(try rig.ok("show").state == digest)
  }
}
