import Language
import Testing

@Suite struct DataSummaryTests {
  @Test func fieldsAreThoseOfTheData() throws {
    var rig = try Rig.furnished()
    let record = try rig.record("show data")
    let data = try #require(rig.session.workspace.dataset)
    #expect(record["train"] == 400)
    #expect(record["validation"] == 40)
    #expect(record["test"] == 150)
    #expect(record["shape"] == "1×28×28")
    #expect(record["digest"] == .string(data.digest.hex))
    let classes = try record.records("classes")
    #expect(classes.map { $0["name"] } == (0..<10).map { .string(String($0)) })
    for (field, split) in [("train", data.train), ("validation", data.validation)] {
      for (label, entry) in classes.enumerated() {
        #expect(entry[field] == .integer(split.labels.count { $0 == Int32(label) }))
      }
    }
    #expect(try record.number("mean") > 0)
    #expect(try record.number("deviation") > 0)
  }

  @Test func tableShowsEachClassAndTheSum() throws {
    var rig = try Rig.furnished()
    let text = try rig.ok("show data").display.plainText()
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.contains(["7", "40", "4", "15"]))
    #expect(lines.contains(["all", "400", "40", "150"]))
    #expect(text.contains("pixels of the training images: mean 0."))
    #expect(text.contains("SHA-256 "))
  }
}
