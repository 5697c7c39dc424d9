import Language
import Testing

@Suite struct FunctionTests {
  @Test(
    arguments: [
      ("min(3, 1, 2)", 1), ("max([3, 1.5])", 3), ("min(\"b\", \"a\")", "a"), ("max(2)", 2),
      ("round(2.5)", 2), ("round(3.5)", 4), ("round(-2.6)", -3), ("round(7)", 7),
      ("round(0.016449, 4)", 0.0164), ("round(38.949, 1)", 38.9), ("round(1e300, 2)", 1e300),
      ("round(2, 1)", 2.0), ("abs(-3)", 3), ("abs(2.5)", 2.5), ("abs(-0.5)", 0.5),
      ("len([1, 2])", 2),
      ("len({\"a\": 1})", 1), ("len(\"añ\")", 2), ("sum([1, 2, 3])", 6), ("sum([])", 0),
      ("sum([0.5, 1])", 1.5), ("range(3)", [0, 1, 2]), ("range(1, 4)", [1, 2, 3]), ("range(0)", []),
      ("range(5, 0, -2)", [5, 3, 1]),
      ("range(9223372036854775806, 9223372036854775807, 2)", [.integer(.max - 1)]),
    ] as [(String, Value)])
  func values(text: String, value: Value) throws {
    #expect(try evaluate(text) == value)
  }

  @Test(arguments: [
    ("min()", "min does not take 0 arguments"), ("len(1, 2)", "len does not take 2 arguments"),
    ("abs(1, 2)", "abs does not take 2 arguments"), ("min([])", "min of an empty list"),
    ("max(1, \"a\")", "`>` does not go with a text and a whole number"),
    ("round(\"a\")", "round takes a number, not a text"),
    ("round(1e300)", "the result does not fit in 64 bits"),
    ("round(1.5, -1)", "round takes 0 to 15 digits"), ("len(3)", "a whole number has no length"),
    ("sum(3)", "sum takes a list, not a whole number"),
    ("range(1.5)", "range takes whole numbers, not a number"),
    ("range(0, 5, 0)", "the step of a range cannot be 0"),
    ("range(2000000)", "the range has more than a million elements"),
    ("abs(None)", "`<` does not go with None and a whole number"),
  ])
  func failures(text: String, message: String) {
    #expect(failure(text) == message)
  }

  @Test func everyFunctionSaysHowItIsCalled() {
    for function in Function.all {
      #expect(function.usage.hasPrefix("\(function.name)("))
      #expect(!function.summary.isEmpty && !function.summary.hasSuffix("."))
      #expect(Function.named(function.name)?.usage == function.usage)
    }
  }
}
