import EntropyCoding
import Testing

@Suite struct TableSearchTests {
  @Test func smallAlphabetsHaveSmallTables() {
    #expect(TableSearch.best(counts: [0, 0, 0]).description == .only(0))
    #expect(TableSearch.best(counts: [0, 7, 0]).description == .only(1))
    #expect(TableSearch.best(counts: [9, 9, 9, 9]).description.write(alphabet: 4).count == 2)
    // A geometric distribution needs its slope and little more.
    let gaps = (0..<32).map { 3000 >> ($0 / 4) }
    #expect(TableSearch.best(counts: gaps).description.write(alphabet: 32).count <= 8)
  }

  @Test func whateverOccursHasAFrequency() {
    var numbers = TestNumbers(71)
    for size in [2, 3, 30, 300, 5000] {
      for _ in 0..<5 {
        let counts = (0..<size).map { _ in Int(numbers.below(1 << numbers.below(20))) / 3 }
        let table = TableSearch.best(counts: counts).frequencies
        #expect(zip(counts, table.frequencies).allSatisfy { $0 == 0 || $1 > 0 })
      }
    }
  }
}
