import Language
import Testing

@Suite struct ShowTests {
  @Test func emptySessionSaysHowToBegin() throws {
    var rig = try Rig()
    let result = try rig.ok("show")
    #expect(
      result.value == [
        "data": .none, "model": .none, "parameters": .none, "multiply_adds": .none,
        "density": .none,
      ])
    #expect(
      result.display.plainText()
        == "no data yet: load data mnist\nno model yet: load model lenet-300-100")
  }

  @Test func everythingThatIsLoaded() throws {
    var rig = try Rig.furnished()
    try rig.ok("prune --keep 25%; quantize --bits ip2=2")
    let result = try rig.ok("show")
    #expect(
      result.value == [
        "data": .string(rig.data), "model": "small", "parameters": 12_730,
        "multiply_adds": 12_704, "density": 0.25,
      ])
    let text = result.display.plainText()
    #expect(text.contains("\(rig.data): 400 training"))
    #expect(text.contains("small: 12,730 parameters, 50.9 KB as float32, 25.00% of weights kept"))
    #expect(text.contains("weights shared in 1 of 2 layers"))
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.contains(["flatten", "flatten", "784"]))
    #expect(lines.contains(["ip1", "dense", "16", "12,560", "12,544", "25.00%"]))
    #expect(lines.contains { $0.starts(with: ["ip2", "dense", "10", "170", "160", "25.00%"]) })
    #expect(lines.contains { $0.suffix(2) == ["(2", "bits)"] })
    #expect(lines.contains(["all", "12,730", "12,704", "25.00%"]))
  }

  @Test(arguments: [("data", true, false), ("model", false, true), ("all", true, true)])
  func topicDecidesWhatIsShown(topic: String, hasData: Bool, hasModel: Bool) throws {
    var rig = try Rig.furnished()
    let result = try rig.ok("show \(topic)")
    let text = result.display.plainText()
    #expect(text.contains("400 training") == hasData)
    #expect(text.contains("12,730 parameters") == hasModel)
    // The record is the same whatever is shown.
    #expect(result.value?["model"] == "small")
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
