import Language
import Testing

private struct Odd: CommandArguments {
  var share: Fraction?
  var maps: LayerMap<Int>?
  var times: [Seconds] = []
  var count: PositiveInt?
  static let signature = Signature<Odd>(
    "odd", "Try optional things.",
    [
      .positional(\.count, "count", "how many"),
      .option(\.share, "share", "a share", in: Fraction(floatLiteral: 0.25)...0.75),
      .option(\.maps, "maps", "by layer", in: 1...), .option(\.times, "times", "several times"),
    ], examples: [Example("odd", shows: "nothing")])
}

@Suite struct ParameterTests {
  @Test func optionalArgumentsAreNothingUntilGiven() throws {
    #expect(try bind("odd") == Odd())
    let odd = Odd(share: 0.5, maps: .patterns([.init("a", 2)]), times: [1.5, 60.0], count: 3)
    #expect(try bind("odd 3 --share 50% --maps a=2 --times 1.5s,1m") == odd)
    #expect(Odd.signature.canonical(odd) == "odd 3 --share 50% --maps a=2 --times 1.5s,60s")
    #expect(Odd.signature.canonical(Odd()) == "odd")
    #expect(Odd.signature.card.options.map(\.defaultText) == [nil, nil, ""])
  }

  @Test func boundsHoldForOptionalArgumentsToo() {
    let found = #expect(throws: Diagnostic.self) { let _: Odd = try bind("odd --share 80%") }
    #expect(
      found?.message == "--share takes a share from 25% to 75%, not `80%`")
    #expect(throws: Diagnostic.self) { let _: Odd = try bind("odd --maps a=0") }
  }
}
