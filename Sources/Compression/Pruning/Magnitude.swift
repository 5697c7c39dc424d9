import Tensors

/// Pruning by magnitude (Han et al., 2015): the smallest weights go.
public enum Magnitude {
  /// The mask that keeps the largest weights of a layer.
  ///
  /// Weights that are 0 already, such as those pruned before, are kept last; of weights of equal
  /// magnitude the first in memory are kept. Exact and linear in the number of weights.
  /// - Parameters:
  ///   - weights: the layer's weights, finite.
  ///   - count: number of weights to keep; brought into 0 ... weights.count.
  ///   - old: an earlier mask: what it pruned stays pruned.
  ///   - check: called every few milliseconds; what it throws ends the search.
  /// - Returns: the mask, and the magnitude of the smallest weight that is kept (0 if none is).
  public static func keepLargest<Failure: Error>(
    _ weights: Tensor, count: Int, within old: Mask?, check: () throws(Failure) -> Void
  ) throws(Failure) -> (mask: Mask, threshold: Float) {
    try weights.withUnsafeBufferPointer { (values) throws(Failure) in
      let available = old?.keptCount ?? values.count
      let wanted = max(0, min(count, available))
      var kept = Bitmap(count: values.count, filled: false)
      guard wanted > 0 else { return (Mask(kept: kept), 0) }
      let threshold = try magnitudeBits(rank: wanted, of: values, within: old, check)
      var ties = wanted - threshold.above
      try values.indices.inBlocks(check) { block in
        for index in block where old?.kept[index] ?? true {
          let bits = values[index].magnitude.bitPattern
          if bits > threshold.bits {
            kept[index] = true
          } else if bits == threshold.bits, ties > 0 {
            kept[index] = true
            ties -= 1
          }
        }
      }
      return (Mask(kept: kept), Float(bitPattern: threshold.bits))
    }
  }

  /// The mask that keeps the weights of at least this magnitude; a weight of 0 is never kept.
  /// - Parameters:
  ///   - weights: the layer's weights, finite.
  ///   - threshold: the smallest magnitude to keep.
  ///   - old: an earlier mask: what it pruned stays pruned.
  ///   - check: called every few milliseconds; what it throws ends the search.
  /// - Returns: the mask, and the magnitude of the smallest weight that is kept (0 if none is).
  public static func keep<Failure: Error>(
    _ weights: Tensor, from threshold: Double, within old: Mask?,
    check: () throws(Failure) -> Void
  ) throws(Failure) -> (mask: Mask, threshold: Float) {
    try weights.withUnsafeBufferPointer { (values) throws(Failure) in
      var kept = Bitmap(count: values.count, filled: false)
      var smallest = Float.infinity
      try values.indices.inBlocks(check) { block in
        for index in block where old?.kept[index] ?? true {
          let magnitude = values[index].magnitude
          guard magnitude > 0, Double(magnitude) >= threshold else { continue }
          kept[index] = true
          smallest = min(smallest, magnitude)
        }
      }
      return (Mask(kept: kept), smallest.isFinite ? smallest : 0)
    }
  }

  /// The bits of the magnitude of given rank, the largest being rank 1, and how many are above it.
  ///
  /// Magnitudes order as their bits do, so two counting passes over halves of the bits find it.
  private static func magnitudeBits<Failure: Error>(
    rank: Int, of values: UnsafeBufferPointer<Float>, within old: Mask?,
    _ check: () throws(Failure) -> Void
  ) throws(Failure) -> (bits: UInt32, above: Int) {
    func count(_ bin: (UInt32) -> Int?) throws(Failure) -> [Int] {
      var counts = [Int](repeating: 0, count: 1 << 16)
      try counts.withUnsafeMutableBufferPointer { (counts) throws(Failure) in
        try values.indices.inBlocks(check) { block in
          for index in block where old?.kept[index] ?? true {
            if let slot = bin(values[index].magnitude.bitPattern) { counts[slot] += 1 }
          }
        }
      }
      return counts
    }
    func find(_ counts: [Int], rank: Int) -> (slot: Int, above: Int) {
      var above = 0
      for slot in counts.indices.reversed() {
        if above + counts[slot] >= rank { return (slot, above) }
        above += counts[slot]
      }
      return (0, above)
    }
    let upper = find(try count { Int($0 >> 16) }, rank: rank)
    let lower = find(
      try count { Int($0 >> 16) == upper.slot ? Int($0 & 0xFFFF) : nil },
      rank: rank - upper.above)
    return (UInt32(upper.slot) << 16 | UInt32(lower.slot), upper.above + lower.above)
  }
}
