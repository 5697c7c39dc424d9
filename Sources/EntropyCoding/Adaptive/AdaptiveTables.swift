/// The tables that all adaptive coders share, made once and never freed.
///
/// README.md defines them without any floating-point number.
package final class AdaptiveTables: Sendable {
  /// How far an estimate of each count moves, in 65,536ths of the way.
  nonisolated(unsafe) package let rates: UnsafePointer<Int>
  /// The probability of each log-odds, from -2,048 to 2,047, in 65,536ths; entry 2,048 is that of 0.
  nonisolated(unsafe) package let squash: UnsafePointer<Int>
  /// The log-odds of each probability in 4,096ths.
  nonisolated(unsafe) package let stretch: UnsafePointer<Int>

  /// The one instance.
  package static let shared = AdaptiveTables()

  /// The largest log-odds, in 256ths of a natural logarithm.
  static let extreme = 2047

  /// The logistic function at steps of one half, from -8 to 8, in 65,536ths.
  private static let anchors = [
    22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768,
    40793, 47911, 53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438,
    65476, 65500, 65514,
  ]

  private init() {
    rates = AdaptiveTables.table(1024) { 65536 / ($0 + 2) }
    let squash = AdaptiveTables.table(4096) { index in
      let low = AdaptiveTables.anchors[index >> 7]
      let high = AdaptiveTables.anchors[index >> 7 + 1]
      return low + ((high - low) * (index & 127)) >> 7
    }
    self.squash = squash
    var odds = -AdaptiveTables.extreme
    stretch = AdaptiveTables.table(4096) { probability in
      while odds < AdaptiveTables.extreme, squash[odds + 2048] < 16 * probability + 8 { odds += 1 }
      return odds
    }
  }

  private static func table(_ count: Int, _ value: (Int) -> Int) -> UnsafePointer<Int> {
    let pointer = UnsafeMutablePointer<Int>.allocate(capacity: count)
    for index in 0..<count { pointer[index] = value(index) }
    return UnsafePointer(pointer)
  }

  /// Puts log-odds into one of 2 · `most` + 1 classes, each 2^`shift` wide, the middle one around 0.
  @inline(__always)
  static func quantized(_ odds: Int, shift: Int, most: Int) -> Int {
    let class_ = (odds &+ 1 &<< (shift &- 1)) &>> shift
    return max(-most, min(most, class_)) &+ most
  }
}
