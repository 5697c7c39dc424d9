/// Ascending magnitudes of float32 as bits: how many bits the distance to the one before has, compared
/// with what the distance before that lets expect, then those bits.
struct CodebookModel {
  /// Zero bits at the low end of every pattern, which are left out.
  private let shift: Int
  private var isExpected = Contexts(count: 2)
  private var isLonger = Contexts(count: 2)
  private var goesOn = Contexts(count: 2 * 32)
  private var leading = Contexts(count: 7 * 8)

  init(shift: Int) { self.shift = shift }

  /// Codes magnitudes: bit patterns of float32 without their sign.
  ///
  /// - Parameters:
  ///   - magnitudes: ascending, if they are written; overwritten if they are read.
  ///   - coder: writes or reads.
  /// - Returns: false if a magnitude has more than 31 bits.
  mutating func code(_ magnitudes: inout [UInt32], _ coder: inout some BinaryCoder) -> Bool {
    let most = 31 - shift
    var last = 0
    var expected = most - 1
    for index in magnitudes.indices {
      let distance = Int(magnitudes[index]) >> shift &- last
      let (read, length) = code(
        distance: distance, expected: expected, isFirst: index == 0, &coder)
      // One more power of two halves the distance of equally spaced values.
      let exponent = (last << shift) >> 23
      last += read
      guard last >> most == 0 else { return false }
      magnitudes[index] = UInt32(last << shift)
      expected = max(0, min(most, length + exponent - (last << shift) >> 23))
    }
    return true
  }

  private mutating func code(
    distance: Int, expected: Int, isFirst: Bool, _ coder: inout some BinaryCoder
  ) -> (distance: Int, length: Int) {
    let length = codeLength(
      Int.bitWidth - max(0, distance).leadingZeroBitCount, expected: expected, isFirst: isFirst,
      &coder)
    guard length > 1 else { return (length, length) }
    let row = max(-3, min(3, length - expected)) + 3
    var node = 1
    var rest = length - 1
    while rest > 0, node < 8 {
      rest -= 1
      node = node << 1 | leading.code(distance >> rest & 1, row * 8 + node, &coder)
    }
    return (node << rest | coder.codeEvenly(distance & (1 << rest - 1), bits: rest), length)
  }

  private mutating func codeLength(
    _ length: Int, expected: Int, isFirst: Bool, _ coder: inout some BinaryCoder
  ) -> Int {
    let set = isFirst ? 1 : 0
    let most = 31 - shift
    guard isExpected.code(length == expected ? 1 : 0, set, &coder) == 0 else { return expected }
    var isLonger = expected == 0 ? 1 : 0
    if expected > 0, expected < most {
      isLonger = self.isLonger.code(length > expected ? 1 : 0, set, &coder)
    }
    let step = isLonger == 1 ? 1 : -1
    let end = isLonger == 1 ? most : 0
    var reached = expected + step
    while reached != end {
      let context = isLonger * 32 + min(31, abs(reached - expected))
      guard goesOn.code(length == reached ? 0 : 1, context, &coder) == 1 else { break }
      reached += step
    }
    return reached
  }
}

/// Some estimates of bits.
private struct Contexts {
  private var estimates: [Estimate]

  init(count: Int) {
    estimates = [Estimate](repeating: Estimate(mean: 1 << 15, count: 0), count: count)
  }

  /// Codes a bit in a context and learns from it.
  mutating func code(_ bit: Int, _ context: Int, _ coder: inout some BinaryCoder) -> Int {
    let read = coder.code(bit, max(32, min(65504, estimates[context].mean)))
    estimates[context].see(read, AdaptiveTables.shared.rates)
    return read
  }
}
