import Language
import Testing

@Suite struct ValueTests {
  @Test func equalityIsExact() {
    #expect(Value.integer(1) != .number(1))
    #expect(Value.number(0) != .number(-0.0))
    #expect(Value.number(.nan) == .number(.nan))
    #expect(Value.string("\u{E9}") != .string("e\u{301}"))
    #expect(Value.list([1, "a"]) == [1, "a"])
    #expect(Value.record(["a": 1, "b": 2]) != ["b": 2, "a": 1])
    #expect(Value.none != .bool(false))
  }

  @Test func truthIsAsInPython() {
    let falses: [Value] = [nil, false, 0, 0.0, "", [], [:]]
    let trues: [Value] = [true, 1, -0.5, "x", [nil], ["a": nil], .number(.nan)]
    #expect(falses.allSatisfy { !$0.isTrue } && trues.allSatisfy(\.isTrue))
  }

  @Test func fieldsOfRecordsAlone() {
    let value: Value = ["a": 1]
    #expect(value["a"] == 1 && value["b"] == nil && Value.string("a")["a"] == nil)
  }

  @Test func everyKindHasAName() {
    let values: [Value] = [nil, true, 1, 1.5, "x", [], [:]]
    #expect(
      values.map(\.kindName) == [
        "None", "a truth value", "a whole number", "a number", "a text", "a list", "a record",
      ])
  }
}
