import EntropyCoding
import Testing

@Suite struct AdaptiveTablesTests {
  private let tables = AdaptiveTables.shared

  @Test func theTablesAreThoseOfTheSpecification() {
    #expect((0..<4096).map { tables.squash[$0] } == ReferenceBits.squashed)
    #expect((0..<4096).map { tables.stretch[$0] } == ReferenceBits.stretched)
    #expect((1..<4096).allSatisfy { tables.squash[$0] >= tables.squash[$0 - 1] })
    #expect(tables.squash[1] > 0)
    #expect(tables.squash[4095] < 65536)
    #expect(tables.stretch[2048] >= 0)
    #expect(tables.stretch[2047] <= 0)
  }

  @Test func ratesFollowTheCount() {
    #expect((0..<1024).allSatisfy { tables.rates[$0] == 65536 / ($0 + 2) })
  }
}
