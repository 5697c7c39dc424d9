import Compression
import Tensors
import Testing

@Suite struct SortedWeightsTests {
  private func wild(_ count: Int, seed: UInt64) -> [Float] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      return value.isFinite ? value : 0
    }
  }

  @Test func sortsAllFiniteNumbers() {
    for count in [0, 1, 2, 33, 5000] {
      let weights = wild(count, seed: UInt64(count))
      #expect(SortedWeights(weights, check: {}).values == weights.sorted())
    }
    // Every digit of the radix at its bounds.
    let edges: [UInt32] = [0x0000_07FF, 0x0000_0800, 0x003F_FFFF, 0x0040_0000, 0x7F7F_FFFF, 1, 0]
    let values = edges.flatMap { [Float(bitPattern: $0), Float(bitPattern: $0 | 1 << 31)] }
    let sorted = SortedWeights(values + values.reversed(), check: {}).values
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0 <= $1 })
    // Both zeros survive, the negative one first.
    #expect(
      SortedWeights([0, -0.0, 0], check: {}).values.map(\.bitPattern) == [0x8000_0000, 0, 0])
  }

  @Test func runsAgreeWithSlowSums() {
    var random = RandomSource(seed: 3)
    let weights = (0..<60).map { _ in random.uniform() - 0.5 }
    let sorted = SortedWeights(weights, check: {})
    for lower in stride(from: 0, through: 60, by: 3) {
      for upper in stride(from: lower, through: 60, by: 7) {
        let run = sorted.values[lower..<upper].map { Double($0) }
        let mean = run.isEmpty ? 0 : run.reduce(0, +) / Double(run.count)
        #expect(abs(sorted.mean(lower..<upper) - mean) < 1e-12)
        for center in [0, 0.3, mean] {
          let error = run.reduce(0) { $0 + ($1 - center) * ($1 - center) }
          #expect(abs(sorted.squaredError(lower..<upper, from: center) - error) < 1e-12)
        }
      }
    }
  }

  /// A huge weight before a run takes all digits from its sum; the mean is bounded all the same.
  @Test func meansLieWithinTheirRuns() {
    let sorted = SortedWeights([-1e30, 1, 1.5, 2, 1e-3, 1e30], check: {})
    for lower in 0..<6 {
      for upper in lower + 1...6 {
        let mean = sorted.mean(lower..<upper)
        #expect(mean >= Double(sorted.values[lower]) && mean <= Double(sorted.values[upper - 1]))
      }
    }
  }

  @Test func countsWhatIsBelow() {
    let sorted = SortedWeights([1, 2, 2, 2, 5], check: {})
    #expect([0, 1, 1.5, 2, 2.5, 5, 6].map { sorted.countBelow($0) } == [0, 0, 1, 1, 4, 4, 5])
    #expect(SortedWeights([], check: {}).countBelow(3) == 0)
  }

  @Test func differentWeights() {
    let sorted = SortedWeights([2, 1, 2, 3, 1], check: {})
    #expect(
      (0...4).map { sorted.distinct(upTo: $0) } == [[], [1], [1, 2], [1, 2, 3], [1, 2, 3]])
    // The zeros are one number.
    #expect(SortedWeights([0, -0.0], check: {}).distinct(upTo: 5).count == 1)
  }
}
