import EntropyCoding
import Testing

@Suite struct KeptBitsTests {
  @Test func bitsPastTheEndAreCleared() {
    let kept = KeptBits(count: 70, words: [.max, .max])
    #expect(kept.words == [.max, 63])
    #expect(kept.population == 70)
    var other = KeptBits(count: 70)
    #expect(other.population == 0)
    for index in 0..<70 { other[index] = true }
    #expect(other == kept)
    other[64] = false
    #expect(!other[64] && other[65])
    #expect(KeptBits(count: 0).words.isEmpty)
  }
}
