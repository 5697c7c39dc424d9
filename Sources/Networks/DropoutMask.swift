/// Which elements dropout keeps: a hash of the row's seed and the element's index, so that the
/// mask of a row depends on nothing else and need not be stored.
///
/// The hash is lowbias32 (Wellons, 2018) of the index times 2³²/φ, mixed with the row's key.
public struct DropoutMask: Hashable, Sendable {
  /// Elements whose hash is below are dropped: the rate times 2³², rounded down.
  public let threshold: UInt32
  /// What kept elements are multiplied by: 1 / (1 - rate).
  public let scale: Float

  /// The mask of a rate.
  /// - Parameter rate: share of elements that are dropped, 0 ..< 1; anything else counts as 0.
  public init(rate: Float) {
    let share = rate >= 0 && rate < 1 ? Double(rate) : 0
    threshold = UInt32(share * 0x1p32)
    scale = Float(1 / (1 - share))
  }

  /// The key of a row: SplitMix64's finaliser of the seed, its upper 32 bits.
  public static func rowKey(seed: UInt64) -> UInt32 {
    var z = (seed ^ (seed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return UInt32(truncatingIfNeeded: (z ^ (z >> 31)) >> 32)
  }

  /// Whether an element is kept.
  /// - Parameters:
  ///   - rowKey: the key of its row.
  ///   - element: its index within the example, in row-major order.
  ///   - threshold: hashes below are dropped.
  public static func isKept(rowKey: UInt32, element: UInt32, threshold: UInt32) -> Bool {
    var h = (element &* 0x9E37_79B1) ^ rowKey
    h ^= h >> 16
    h &*= 0x7FEB_352D
    h ^= h >> 15
    h &*= 0x846C_A68B
    h ^= h >> 16
    return h >= threshold
  }

  /// What an element is multiplied by: `scale` if it is kept, 0 if it is dropped.
  /// - Parameters:
  ///   - rowKey: the key of its row.
  ///   - index: its index within the example; only the lower 32 bits count.
  public func factor(rowKey: UInt32, element index: Int) -> Float {
    DropoutMask.isKept(
      rowKey: rowKey, element: UInt32(truncatingIfNeeded: index), threshold: threshold)
      ? scale : 0
  }
}
