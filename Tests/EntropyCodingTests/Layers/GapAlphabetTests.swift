import EntropyCoding
import Testing

@Suite struct GapAlphabetTests {
  @Test func skipsFillLongGaps() {
    let kept = LayerSamples.bits("0010000100000010")
    func symbols(_ width: Int, tail: Bool) -> [UInt16] {
      GapAlphabet(width: width).symbols(of: kept, tail: tail)
    }
    #expect(symbols(1, tail: true) == [0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
    #expect(symbols(2, tail: true) == [3, 0, 2, 0, 0, 1, 0])
    #expect(symbols(3, tail: true) == [3, 5, 7, 0])
    #expect(symbols(3, tail: false) == [3, 5, 7])
    #expect(GapAlphabet(width: 3).symbols(of: KeptBits(count: 15), tail: true) == [0, 0, 0])
  }
}
