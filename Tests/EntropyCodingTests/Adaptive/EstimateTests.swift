import EntropyCoding
import Testing

@Suite struct EstimateTests {
  private let tables = AdaptiveTables.shared

  @Test func aMeanStaysWithinItsBounds() {
    var numbers = TestNumbers(3)
    for mean in [UInt16(0), 64, 1 << 15, 65535] {
      var estimate = Estimate(mean: mean, count: 0)
      var reference = ReferenceBits.Estimate(Int(mean), 0)
      for step in 0..<5000 {
        let bit = step < 1500 ? 1 : step < 3000 ? 0 : Int(numbers.below(2))
        estimate.see(bit, tables.rates)
        reference.see(bit: bit)
        #expect(estimate.mean == reference.share)
      }
    }
  }
}
