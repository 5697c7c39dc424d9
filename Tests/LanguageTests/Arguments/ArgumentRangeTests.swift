import Language
import Testing

@Suite struct ArgumentRangeTests {
  @Test func phrasesFollowTheTypeName() {
    #expect((1...8).phrase == "from 1 to 8" && (0...).phrase == "of at least 0")
    #expect((0.0...1.5).phrase == "from 0 to 1.5")
    #expect((Fraction(floatLiteral: 0.1)...0.5).phrase == "from 10% to 50%")
    #expect((0.0..<90.0).phrase == "from 0 to below 90")
    #expect((Fraction(floatLiteral: 0)..<1.0).phrase == "from 0% to below 100%")
    #expect(Above(0).phrase == "above 0" && Above(0.0, upTo: 1).phrase == "above 0 and up to 1")
  }

  @Test func whatLiesAboveABound() {
    #expect([-1, 0, 1, 2, 3].filter(Above(0, upTo: 2).contains) == [1, 2])
    #expect([-1, 0, 1, 2, 3].filter(Above(0).contains) == [1, 2, 3])
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
