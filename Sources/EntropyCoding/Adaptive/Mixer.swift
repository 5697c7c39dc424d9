/// Eight opinions on the next bit become one probability: a sum of log-odds with weights that learn
/// (Mahoney, "Adaptive weighing of context models for lossless data compression", 2005).
///
/// The first opinions are those of estimates, which learn as well; the others are plain numbers.
struct Mixer {
  /// Opinions.
  static let width = 8
  /// The weight of each opinion at first, in 65,536ths.
  static let firstWeight = 7864

  /// The log-odds before anything is known.
  var base = 0
  /// The estimates of the first opinions.
  let estimates: UnsafeMutablePointer<UnsafeMutablePointer<Estimate>>
  /// The log-odds of each opinion, less those of `base`.
  let inputs: UnsafeMutablePointer<Int>

  private let tables = AdaptiveTables.shared

  /// Takes its memory.
  init(_ memory: inout ScratchMemory) {
    let none = memory.block(1, of: Estimate(mean: 1 << 15, count: 0))
    estimates = memory.block(Mixer.width, of: none)
    inputs = memory.block(Mixer.width, of: 0)
  }

  /// Makes sets of weights.
  static func weights(sets: Int, _ memory: inout ScratchMemory) -> UnsafeMutablePointer<Int> {
    memory.block(sets * width, of: firstWeight)
  }

  /// Codes a bit and learns from it.
  ///
  /// - Parameters:
  ///   - bit: the bit, if it is written.
  ///   - count: how many of the opinions are those of estimates.
  ///   - weights: the set of weights that counts here.
  ///   - coder: writes or reads.
  /// - Returns: the bit.
  @inline(__always)
  func code(
    _ bit: Int, estimates count: Int, weights: UnsafeMutablePointer<Int>,
    _ coder: inout some BinaryCoder
  ) -> Int {
    let stretch = tables.stretch
    for index in 0..<count { inputs[index] = stretch[estimates[index].pointee.index] &- base }
    var sum = 0
    // No overflow: a bit changes a weight by less than 2^13, and there are fewer than 2^36 bits.
    for index in 0..<Mixer.width { sum &+= weights[index] &* inputs[index] }
    let extreme = AdaptiveTables.extreme
    let odds = max(-extreme, min(extreme, base &+ sum &>> 16))
    let probability = tables.squash[odds &+ 2048]
    let bit = coder.code(bit, probability)
    let error = bit &<< 16 &- probability
    for index in 0..<Mixer.width {
      weights[index] &+= (inputs[index] &* error &+ 1 &<< 14) &>> 15
    }
    for index in 0..<count { estimates[index].pointee.see(bit, tables.rates) }
    return bit
  }
}
