import Language
import Testing

@Suite struct SplitChoiceTests {
  @Test(arguments: [("train", 400), ("validation", 40), ("test", 150)])
  func splitDecidesTheImages(split: String, count: Int) throws {
    var rig = try Rig.furnished()
    let result = try rig.ok("eval --split \(split)")
    #expect(result.value?["count"] == .integer(count))
    #expect(result.display.plainText().hasPrefix("\(split): "))
    #expect(try rig.record("compare model model --split \(split)")["count"] == .integer(count))
  }

  @Test func otherWordsAreUsageErrors() throws {
    var rig = try Rig.furnished()
    let error = try rig.failure("eval --split tests")
    #expect(error.kind == .usage)
    #expect(error.help == "did you mean test?")
  }
}
