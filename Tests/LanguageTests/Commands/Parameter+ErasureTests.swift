import Language
import Testing

private struct Bounded: CommandArguments {
  var share: Fraction = 0.5
  var count: PositiveInt = 1
  var times: [Seconds] = []
  var bits: LayerMap<Int>?
  static let signature = Signature<Bounded>(
    "bounded", "Try bounds.",
    [
      .option(\.share, "share", "a share", in: Fraction(floatLiteral: 0.25)...0.75),
      .option(\.count, "count", "how many", in: PositiveInt(integerLiteral: 2)...9),
      .option(\.times, "times", "times", in: Seconds(floatLiteral: 1)...),
      .option(\.bits, "bits", "bits", in: 1...8),
    ], examples: [Example("bounded", shows: "nothing")])
}

@Suite struct ParameterErasureTests {
  @Test func theNamesOfTypesHoldTheirRanges() {
    #expect(
      Bounded.signature.card.options.map(\.typeName) == [
        "a share from 25% to 75%", "a whole number from 2 to 9",
        "a list of values separated by commas, each a duration of at least 1s",
        "a whole number from 1 to 8, or PATTERN=VALUE,… by layer",
      ])
  }

  @Test(arguments: [
    ("--share 80%", "--share takes a share from 25% to 75%, not `80%`"),
    ("--count 1", "--count takes a whole number from 2 to 9, not `1`"),
    ("--times 2s,0.5s", "--times takes a duration of at least 1s, not `0.5s`"),
    ("--bits a=3,b=0", "--bits takes a whole number from 1 to 8, not `0`"),
    ("--bits 9", "--bits takes a whole number from 1 to 8, not `9`"),
  ])
  func valuesOutsideAreRefused(option: String, message: String) {
    let error = #expect(throws: Diagnostic.self) { let _: Bounded = try bind("bounded \(option)") }
    #expect(error?.message == message)
  }

  @Test func valuesAtTheEndsAreTaken() throws {
    let bounded = Bounded(share: 0.75, count: 2, times: [1.0], bits: .all(8))
    #expect(try bind("bounded --share 75% --count 2 --times 1s --bits 8") == bounded)
  }
}
