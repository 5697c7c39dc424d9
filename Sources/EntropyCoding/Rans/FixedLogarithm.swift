/// Logarithms and powers of two in integers, so that every machine gets the same bits.
package enum FixedLogarithm {
  /// Fractional bits of a logarithm.
  package static let fraction = 16

  /// The logarithm to base 2 of a positive number, in units of 2⁻¹⁶, rounded down.
  package static func log2(_ value: Int) -> Int {
    let whole = Int.bitWidth - 1 - value.leadingZeroBitCount
    // The mantissa, from 1 to 2, in units of 2⁻³¹. Its square has one bit of the logarithm before the
    // point.
    var mantissa = (UInt64(value) << UInt64(63 - whole)) >> 32
    var result = whole
    for _ in 0..<fraction {
      mantissa = (mantissa &* mantissa) >> 31
      let bit = mantissa >> 32
      mantissa >>= bit
      result = result << 1 | Int(bit)
    }
    return result
  }

  /// 2³² · 2^(−1/2ʲ) for j = 1 to 7, rounded down.
  private static let roots: [UInt64] = [
    3_037_000_499, 3_611_622_602, 3_938_502_375, 4_112_874_773, 4_202_935_003, 4_248_701_964,
    4_271_771_996,
  ]

  /// 2³¹ · 2^(−price / 2^resolution): a product of roots, rounded down after each factor.
  ///
  /// - Parameters:
  ///   - price: 0 to 24 · 2^resolution.
  ///   - resolution: 0 to 7.
  package static func weight(price: Int, resolution: Int) -> UInt64 {
    var weight: UInt64 = 1 << 31
    for place in 0..<resolution where price >> (resolution - 1 - place) & 1 == 1 {
      weight = (weight &* roots[place]) >> 32
    }
    return weight >> UInt64(price >> resolution)
  }
}
