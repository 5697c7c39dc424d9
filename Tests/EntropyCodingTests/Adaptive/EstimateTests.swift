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

  @Test func theTablesAreThoseOfTheSpecification() {
    #expect((0..<4096).map { tables.squash[$0] } == ReferenceBits.squashed)
    #expect((0..<4096).map { tables.stretch[$0] } == ReferenceBits.stretched)
    #expect((1..<4096).allSatisfy { tables.squash[$0] >= tables.squash[$0 - 1] })
    #expect(tables.squash[1] > 0)
    #expect(tables.squash[4095] < 65536)
    #expect(tables.stretch[2048] >= 0)
    #expect(tables.stretch[2047] <= 0)
  }
}
