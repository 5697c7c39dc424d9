import Language
import Testing

@Suite struct ValueTextTests {
  @Test func textsShowThemselvesOnlyAtTheTop() {
    #expect(Value.string("a b").displayText == "a b")
    #expect(Value.list(["a b", 1, 0.5, nil, true]).displayText == "[\"a b\", 1, 0.5, None, True]")
    #expect(Value.record(["k": ["x": "y"]]).displayText == "{\"k\": {\"x\": \"y\"}}")
  }

  @Test(
    arguments: [
      nil, false, .integer(.min), .integer(.max), 1.0, 1e-7, 1e22, .number(-0.0), .number(.pi),
      "", "a\"\\${b}\n\t\r\u{0}\u{7F}é漢", "$", [1, [2, []], "x"], ["a b": 1, "": [:]],
      .number(.greatestFiniteMagnitude), .number(.leastNonzeroMagnitude),
    ] as [Value])
  func literalsReadBackAsTheSame(value: Value) {
    #expect(Value(literal: value.literal) == value)
  }
}
