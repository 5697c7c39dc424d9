/// A running mean of numbers from 0 to 1, often the probability of a one: it learns quickly at first and
/// steadily later.
///
/// 22 bits of the mean above 10 bits of a count. README.md lays down every step.
package struct Estimate: BitwiseCopyable {
  /// The largest number: a one.
  package static let one = 1 << 22 - 1
  /// Where the count stops.
  package static let limit: UInt32 = 1023

  private var word: UInt32

  /// Creates an estimate.
  ///
  /// - Parameters:
  ///   - mean: in 65,536ths.
  ///   - count: as if it had seen so many numbers, at most `limit`.
  package init(mean: UInt16, count: UInt32) { word = UInt32(mean) << 16 | count }

  /// The mean in 65,536ths.
  @inline(__always) package var mean: Int { Int(word >> 16) }
  /// The mean in 4,096ths, the index of tables.
  @inline(__always) package var index: Int { Int(word >> 20) }

  /// Takes another number into account.
  ///
  /// - Parameters:
  ///   - target: the number, 0 to `one`.
  ///   - rates: `AdaptiveTables.rates`.
  @inline(__always)
  package mutating func move(toward target: Int, _ rates: UnsafePointer<Int>) {
    let count = word & Estimate.limit
    let mean = Int(word >> 10)
    // Never leaves 0 ... one: a rate is at most one half.
    let moved = mean &+ ((target &- mean) &* rates[Int(count)]) >> 16
    let next = count &+ (count < Estimate.limit ? 1 : 0)
    word = UInt32(truncatingIfNeeded: moved) << 10 | next
  }

  /// Takes a bit into account.
  @inline(__always)
  package mutating func see(_ bit: Int, _ rates: UnsafePointer<Int>) {
    move(toward: -bit & Estimate.one, rates)
  }
}
