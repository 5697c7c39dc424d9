import EntropyCoding
import Testing

@Suite struct FrequencyTableTests {
  @Test func theSumIsExactAndWhoeverOccursHasAShare() {
    var numbers = TestNumbers(51)
    for round in 0..<300 {
      let resolution = round % 8
      let scaleBits = 10 + 2 * (round % 4)
      let size = 2 + Int(numbers.below(UInt64(1 << scaleBits) - 1))
      let steps = 1 + numbers.below(24 << UInt64(resolution))
      let prices = (0..<size).map { index -> Int? in
        index > 1 && numbers.below(4) == 0 ? nil : Int(numbers.below(steps))
      }
      let table = FrequencyTable(prices: prices, resolution: resolution, scaleBits: scaleBits)
      #expect(table.frequencies.reduce(0) { $0 + Int($1) } == 1 << scaleBits)
      #expect(zip(prices, table.frequencies).allSatisfy { ($0 == nil) == ($1 == 0) })
    }
  }

  @Test func wholeBitsAreHalves() {
    let table = FrequencyTable(prices: [1, 2, nil, 3, 3], resolution: 0, scaleBits: 10)
    #expect(table.frequencies == [512, 256, 0, 128, 128])
    let all = FrequencyTable(
      prices: [0, 24] + Array(repeating: 24, count: 1022), resolution: 0, scaleBits: 10)
    #expect(all.frequencies.allSatisfy { $0 == 1 })
  }
}
