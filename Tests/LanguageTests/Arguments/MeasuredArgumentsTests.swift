import Language
import Testing

@Suite struct MeasuredArgumentsTests {
  @Test func shares() throws {
    #expect(try Fraction(argument: "8%") == 0.08 && Fraction(argument: 0.08) == 0.08)
    #expect(try Fraction(argument: 1) == 1.0 && Fraction(argument: "0") == 0.0)
    for wrong: Value in ["120%", "-1%", 1.5, "x", .number(.nan), nil] {
      #expect(throws: ArgumentError.self) { try Fraction(argument: wrong) }
    }
    let error = #expect(throws: ArgumentError.self) { try Fraction(argument: "8") }
    #expect(error?.help == "did you mean 8%?")
    #expect(
      Fraction(exactly: -0.1) == nil && Fraction(exactly: 1.1) == nil
        && Fraction(exactly: .nan) == nil)
    #expect(Fraction(floatLiteral: 7).value == 1 && Fraction(floatLiteral: -7).value == 0)
  }

  @Test func sharesAreWrittenAsPercentagesThatReadBack() throws {
    #expect(
      Fraction(exactly: 0.08)?.canonicalText == "8%"
        && Fraction(exactly: 1)?.canonicalText == "100%")
    #expect(
      Fraction(exactly: 0.0164)?.canonicalText == "1.64%"
        && Fraction(exactly: -0.0)?.canonicalText == "0%")
    var random = TestRandom(seed: 3)
    for _ in 0..<2000 {
      let fraction = try #require(Fraction(exactly: Double.random(in: 0...1, using: &random)))
      #expect(try Fraction(argument: .string(fraction.canonicalText)) == fraction)
    }
  }

  @Test func numbersFromOne() throws {
    #expect(try PositiveInt(argument: "3").value == 3)
    for wrong: Value in ["0", "-1", 0, "1.5"] {
      #expect(throws: ArgumentError.self) { try PositiveInt(argument: wrong) }
    }
    #expect(PositiveInt(exactly: 0) == nil && PositiveInt(integerLiteral: 0).value == 1)
  }

  @Test func durations() throws {
    #expect(try Seconds(argument: "5m").value == 300 && Seconds(argument: "250ms").value == 0.25)
    #expect(
      try Seconds(argument: 90).value == 90 && Seconds(argument: "2h").canonicalText == "7200s")
    for wrong: Value in ["-1s", "x", .number(.infinity)] {
      #expect(throws: ArgumentError.self) { try Seconds(argument: wrong) }
    }
    let odd = try #require(Seconds(exactly: 0.1 + 0.2))
    #expect(try Seconds(argument: .string(odd.canonicalText)) == odd)
  }
}
