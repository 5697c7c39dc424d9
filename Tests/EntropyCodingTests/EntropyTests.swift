import EntropyCoding
import Testing

@Suite struct EntropyTests {
  @Test func knownValues() {
    #expect(orderZeroEntropy(of: [], alphabet: 1) == 0)
    #expect(orderZeroEntropy(of: [3, 3, 3], alphabet: 4) == 0)
    #expect(orderZeroEntropy(of: [0, 1, 2, 3], alphabet: 4) == 8)
    #expect(orderZeroEntropy(of: [0, 0, 1, 2], alphabet: 65536) == 6)
    #expect(abs(orderZeroEntropy(of: [0, 0, 1], alphabet: 2) - 2.754_887_502_163_469) < 1e-12)
  }

  @Test func symbolsAreCounted() {
    #expect(symbolCounts(of: [2, 0, 2, 2], alphabet: 4) == [1, 0, 3, 0])
    #expect(symbolCounts(of: [], alphabet: 2) == [0, 0])
    #expect(symbolCounts(of: [65535], alphabet: 65536)[65535] == 1)
  }
}
