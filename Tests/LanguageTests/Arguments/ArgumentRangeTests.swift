import Language
import Testing

@Suite struct ArgumentRangeTests {
  @Test func phrasesFollowTheTypeName() {
    #expect((1...8).phrase == "from 1 to 8" && (0...).phrase == "of at least 0")
    #expect((0.0...1.5).phrase == "from 0 to 1.5")
    #expect((Fraction(floatLiteral: 0.1)...0.5).phrase == "from 10% to 50%")
  }

  @Test func rangesReachIntoTheValues() {
    #expect(
      mistakes(check("quantize --bits ip1=4,ip2=9")) == [
        "1:17 --bits takes a whole number from 1 to 8, not `9`"
      ])
    #expect(
      mistakes(check("load model x --seed -1")) == [
        "1:21 --seed takes a whole number of at least 0, not `-1`"
      ])
    #expect(check("quantize --bits ip1=4,ip2=8").isEmpty)
  }
}
