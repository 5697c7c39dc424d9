import Language
import Testing

@Suite struct PowersTests {
  @Test(
    arguments: [
      ("2 ** 0.5", 1.4142135623730951), ("10.0 ** 3", 1000.0), ("2 ** -2", 0.25),
      ("0.25 ** 0.5", 0.5),
    ] as [(String, Value)])
  func powersOfNumbers(text: String, value: Value) throws {
    #expect(try evaluate(text) == value)
  }

  @Test func theRootOfANegativeNumberIsNoNumber() throws {
    #expect(try evaluate("(-1) ** 0.5")?.asDouble?.isNaN == true)
  }
}
