import Language
import Testing

@Suite struct ComparisonTests {
  @Test(arguments: [
    ("1 == 1.0", true), ("1 != 1.0", false), ("0.0 == -0.0", true), ("\"a\" == 'a'", true),
    ("[1, 2.0] == [1.0, 2]", true), ("{\"a\": 1, \"b\": 2} == {\"b\": 2.0, \"a\": 1}", true),
    ("{\"a\": 1} == {\"a\": 1, \"b\": 1}", false), ("None == None", true), ("None == 0", false),
    ("True == 1", false), ("1 < 2", true), ("2 <= 2.0", true), ("2.5 > 2", true), ("3 >= 4", false),
    ("\"a\" < \"b\"", true), ("\"B\" < \"a\"", true), ("\"a\" >= \"a\"", true), ("1 < 1e300", true),
    ("9007199254740993 == 9007199254740992.0", false),
    ("9007199254740993 > 9007199254740992.0", true),
    ("9223372036854775807 < 9223372036854775808.0", true), ("-9223372036854775808 <= -1e30", false),
    ("3 < 3.5", true), ("-3 > -3.5", true), ("3.5 < 4", true), ("-4 <= -3.5", true),
  ])
  func comparisons(text: String, holds: Bool) throws {
    #expect(try evaluate(text) == .bool(holds))
  }

  @Test func nothingIsComparableWithNaN() throws {
    for operation in ["==", "<", "<=", ">", ">="] {
      #expect(try evaluate("$nan \(operation) 1", ["nan": .number(.nan)]) == false)
      #expect(try evaluate("1 \(operation) $nan", ["nan": .number(.nan)]) == false)
    }
  }

  @Test(arguments: ["1 < \"a\"", "[1] < [2]", "None < 1", "True < False"])
  func orderNeedsNumbersOrTexts(text: String) {
    #expect(failure(text).hasPrefix("`<` does not go with"))
  }
}
