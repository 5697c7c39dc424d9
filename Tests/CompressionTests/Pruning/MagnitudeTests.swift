import Compression
import Tensors
import Testing

@Suite struct MagnitudeTests {
  /// Sorts the weights: largest magnitude first, of equal ones the first in memory.
  private func slow(_ values: [Float], count: Int, within old: Mask?) -> (kept: Set<Int>, Float) {
    let order = values.indices.filter { old?.kept[$0] ?? true }
      .sorted { (-values[$0].magnitude, $0) < (-values[$1].magnitude, $1) }
    let kept = order.prefix(max(0, count))
    return (Set(kept), kept.last.map { values[$0].magnitude } ?? 0)
  }

  private func expectAgreement(_ values: [Float], within old: Mask? = nil) throws {
    let tensor = try Tensor(values, shape: .vector(values.count))
    for count in -1...values.count + 1 {
      let expected = slow(values, count: count, within: old)
      let (mask, threshold) = Magnitude.keepLargest(tensor, count: count, within: old, check: {})
      let agrees =
        Set(mask.kept.positions.map { Int($0) }) == expected.kept && threshold == expected.1
        && mask.count == values.count
      if !agrees { Issue.record("\(count) of \(values)") }
    }
  }

  @Test func agreesWithSorting() throws {
    var random = RandomSource(seed: 1)
    for size in [1, 2, 3, 31, 32, 33, 100] {
      // Any numbers; few different ones, with ties and zeros; numbers that differ in low bits only.
      try expectAgreement((0..<size).map { _ in random.uniform() - 0.5 })
      try expectAgreement((0..<size).map { _ in Float(random.below(5) - 2) })
      try expectAgreement(
        (0..<size).map { _ in
          Float(bitPattern: 0x3F80_0000 + UInt32(random.below(4)) | UInt32(random.below(2)) << 31)
        })
      try expectAgreement((0..<size).map { _ in wild(&random) })
    }
    try expectAgreement(Array(repeating: 0, count: 10))
    try expectAgreement(Array(repeating: -0.25, count: 10))
    try expectAgreement([0, -0.0, 0, -0.0])
  }

  private func wild(_ random: inout RandomSource) -> Float {
    let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
    return value.isFinite ? value : .leastNonzeroMagnitude
  }

  @Test func keepsFromAThresholdOn() throws {
    let values: [Float] = [0.5, -0.25, 0, -0.0, 0.25, -1, 0.1]
    let weights = try Tensor(values, shape: .vector(values.count))
    func kept(_ threshold: Double, within old: Mask? = nil) -> ([Int], Float) {
      let (mask, smallest) = Magnitude.keep(weights, from: threshold, within: old, check: {})
      return (mask.kept.positions.map { Int($0) }, smallest)
    }
    #expect(kept(0.25) == ([0, 1, 4, 5], 0.25))
    #expect(kept(0.26) == ([0, 5], 0.5))
    #expect(kept(0) == ([0, 1, 4, 5, 6], 0.1), "a weight of 0 is worth nothing")
    #expect(kept(2) == ([], 0))
    #expect(kept(.infinity) == ([], 0))
    var half = Bitmap(count: values.count, filled: false)
    half[4] = true
    #expect(kept(0.25, within: Mask(kept: half)) == ([4], 0.25))
  }

  @Test func whatWasPrunedStaysPruned() throws {
    var random = RandomSource(seed: 2)
    for _ in 0..<30 {
      let size = 1 + random.below(60)
      var kept = Bitmap(count: size, filled: false)
      for index in 0..<size { kept[index] = random.below(3) > 0 }
      // Pruned weights that are large all the same.
      try expectAgreement(
        (0..<size).map { _ in Float(random.below(7) - 3) }, within: Mask(kept: kept))
    }
    let none = Mask(kept: Bitmap(count: 5, filled: false))
    try expectAgreement([1, 2, 3, 4, 5], within: none)
  }

  @Test func aLargeLayer() throws {
    var random = RandomSource(seed: 3)
    let values = (0..<20_000).map { _ in (random.uniform() - 0.5) * Float(random.below(3)) }
    let tensor = try Tensor(values, shape: .vector(values.count))
    for count in [1, 1600, 19_999] {
      let expected = slow(values, count: count, within: nil)
      let (mask, threshold) = Magnitude.keepLargest(tensor, count: count, within: nil, check: {})
      #expect(Set(mask.kept.positions.map { Int($0) }) == expected.kept)
      #expect(threshold == expected.1)
    }
  }
}
