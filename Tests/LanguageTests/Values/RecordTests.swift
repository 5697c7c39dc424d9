import Language
import Testing

@Suite struct RecordTests {
  @Test func orderIsThatOfTheFirstSetting() {
    var record = Record([("b", 1), ("a", 2), ("b", 3)])
    #expect(record.names == ["b", "a"] && record["b"] == 3)
    record["c"] = 4
    record["b"] = 5
    record["a"] = nil
    #expect(record.names == ["b", "c"] && record.count == 2)
    #expect(record.map(\.value) == [5, 4])
  }

  @Test func equalityKnowsTheOrder() {
    #expect(Record([("a", 1), ("b", 2)]) == ["a": 1, "b": 2])
    #expect(Record([("b", 2), ("a", 1)]) != ["a": 1, "b": 2])
    #expect(Record() == [:] && Record().isEmpty)
  }
}
