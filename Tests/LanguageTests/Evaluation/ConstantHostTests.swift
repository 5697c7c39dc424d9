import Language
import Testing

@Suite struct ConstantHostTests {
  @Test(
    arguments: [
      ("1 + 2", 3), (" [1, 'a'] ", [1, "a"]), ("{\"a\": None}", ["a": nil]), ("-1.5e-3", -0.0015),
      ("x", nil), ("$x", nil), ("(eval)", nil), ("", nil), ("1 2", nil), ("1) + (2", nil),
      ("x = 1", nil),
    ] as [(String, Value?)])
  func literals(text: String, value: Value?) {
    #expect(Value(literal: text) == value)
  }
}
