import Tensors
import Testing

/// The expected numbers were computed by an independent program, checked with the published
/// vectors of SplitMix64 (seed 1234567) and xoshiro256** (state 1, 2, 3, 4).
@Suite struct RandomSourceTests {
  private func numbers(_ seed: UInt64, _ count: Int) -> [UInt64] {
    var source = RandomSource(seed: seed)
    return (0..<count).map { _ in source.next() }
  }

  @Test func theReferenceNumbers() {
    #expect(
      RandomSource(seed: 0).state == [
        0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F,
        0xF88B_B8A8_724C_81EC,
      ])
    let ofZero = numbers(0, 1000)
    #expect(
      Array(ofZero.prefix(6)) == [
        0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0,
        0x6AA5_94F1_262D_2D2C, 0xBBA5_AD4A_1F84_2E59, 0xFFEF_8375_D9EB_CACA,
      ])
    #expect(ofZero[999] == 0x7AAC_8C48_3A2E_DD2F)
    let ofFortyTwo = numbers(42, 1000)
    #expect(
      Array(ofFortyTwo.prefix(6)) == [
        0x1578_0B2E_0C2E_C716, 0x6104_D986_6D11_3A7E, 0xAE17_5332_39E4_99A1,
        0xECB8_AD47_03B3_60A1, 0xFDE6_DC7F_E2EC_5E64, 0xC50D_A531_0179_5238,
      ])
    #expect(ofFortyTwo[999] == 0x8DE5_848C_61AB_8968)
  }

  @Test func copiesGoOnAlikeAndSeedsDiffer() {
    var source = RandomSource(seed: 9)
    _ = source.next()
    var copy = source
    #expect(copy == source)
    #expect(copy.next() == source.next())
    #expect(copy.state == source.state)
    #expect(Set((0..<100).map { numbers($0, 1)[0] }).count == 100)
  }

  @Test func theReferenceNumbersBelowABound() {
    var source = RandomSource(seed: 42)
    #expect((0..<12).map { _ in source.below(10) } == [0, 3, 6, 9, 9, 7, 7, 8, 7, 5, 6, 2])
    // At 3 · 2⁶¹ one draw in four would be unfair and is drawn again; among these there was
    // one such.
    source = RandomSource(seed: 42)
    #expect(
      (0..<12).map { _ in source.below(3 << 61) } == [
        580_124_536_650_959_528, 2_621_606_884_861_703_663, 4_704_220_035_843_209_628,
        6_396_590_290_943_296_572, 6_860_832_366_774_494_053, 4_975_492_090_850_325_282,
        5_879_958_084_494_180_402, 5_266_829_381_509_629_359, 4_035_335_783_362_848_406,
        4_720_887_535_541_556_618, 2_010_771_854_693_880_709, 5_541_108_830_001_334_916,
      ])
  }

  @Test func belowStaysInsideItsBound() {
    var source = RandomSource(seed: 5)
    for bound in [2, 3, 5, 10, 255, 256, 257, 1 << 31, 1 << 62, (1 << 62) + 1, .max] {
      for _ in 0..<200 { #expect((0..<bound).contains(source.below(bound))) }
    }
  }

  @Test func belowTakesSmallBoundsForOneWithoutDrawing() {
    var source = RandomSource(seed: 5)
    let before = source
    for bound in [1, 0, -1, .min] { #expect(source.below(bound) == 0) }
    #expect(source == before)
  }

  /// Pearson's statistic of equally likely cells.
  private func chiSquared(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  @Test func numbersBelowABoundAreEquallyLikely() {
    var source = RandomSource(seed: 11)
    for bound in [2, 3, 7, 10, 64] {
      var counts = [Int](repeating: 0, count: bound)
      for _ in 0..<1000 * bound { counts[source.below(bound)] += 1 }
      let freedom = Double(bound - 1)
      // Five standard deviations: 2·freedom is the variance of the statistic.
      #expect(chiSquared(counts) < freedom + 5 * (2 * freedom).squareRoot() + 10)
    }
    // With a bound near 2⁶³ the upper half must come as often as the lower one.
    var upper = 0
    for _ in 0..<2000 where source.below(3 << 61) >= 3 << 60 { upper += 1 }
    #expect((880...1120).contains(upper))
  }

  @Test func uniformNumbersHave24Bits() {
    var source = RandomSource(seed: 0)
    let expected: [Float] = [10_087_519, 12_545_567, 1_728_388, 6_989_204]
    #expect((0..<4).map { _ in source.uniform() } == expected.map { $0 * 0x1p-24 })
    var counts = [Int](repeating: 0, count: 16)
    for _ in 0..<16_000 {
      let value = source.uniform()
      #expect(value >= 0 && value < 1)
      #expect((value * 0x1p24).rounded() == value * 0x1p24)
      counts[Int(value * 16)] += 1
    }
    #expect(chiSquared(counts) < 50)
  }

  @Test func shufflesAreEquallyLikelyPermutations() {
    var source = RandomSource(seed: 7)
    var ten = Array(0..<10)
    source.shuffle(&ten)
    #expect(ten == [1, 8, 3, 0, 4, 5, 9, 6, 2, 7])

    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 {
      var four = [0, 1, 2, 3]
      source.shuffle(&four)
      counts[four, default: 0] += 1
    }
    #expect(counts.count == 24)
    #expect(counts.keys.allSatisfy { $0.sorted() == [0, 1, 2, 3] })
    #expect(chiSquared(Array(counts.values)) < 70)

    var many = Array(0..<1000)
    source.shuffle(&many)
    #expect(many != Array(0..<1000))
    #expect(many.sorted() == Array(0..<1000))
  }

  @Test func shufflingNothingDrawsNothing() {
    var source = RandomSource(seed: 7)
    let before = source
    var none: [Int] = []
    var one = [4]
    source.shuffle(&none)
    source.shuffle(&one)
    #expect(none.isEmpty && one == [4] && source == before)
  }
}
