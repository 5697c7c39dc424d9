/// How a code is taken apart: a sign, then the bits of a magnitude from the highest on.
///
/// Codes are ranks of values. `negatives` of them stand for negative values, so the magnitude counts
/// from the code next to zero on either side.
package struct MagnitudeTree: Sendable {
  /// Codes.
  package let alphabet: Int
  /// Codes of negative values: the lowest ones.
  package let negatives: Int
  /// Bits of a magnitude, 0 to 16.
  package let depth: Int

  /// Nodes of the first eight bits, which have contexts.
  package static let contextNodes = 256

  /// Creates the tree.
  package init(alphabet: Int, negatives: Int) {
    self.alphabet = alphabet
    self.negatives = negatives
    let most = max(negatives, alphabet - negatives)
    depth = Int.bitWidth - (most - 1).leadingZeroBitCount
  }

  /// Whether a code's sign can be either.
  package var hasSign: Bool { negatives > 0 && negatives < alphabet }

  /// Nodes of both signs' bits, of which only those below the first eight levels are used.
  package var nodes: Int { 2 << depth }

  /// Magnitudes of a sign, at least 1 for those that occur.
  @inline(__always)
  package func limit(_ sign: Int) -> Int { sign == 1 ? alphabet &- negatives : negatives }

  /// 1 for the codes of values that are not negative, else 0.
  @inline(__always)
  package func sign(_ code: Int) -> Int { code >= negatives ? 1 : 0 }

  /// How many codes lie between a code and zero.
  @inline(__always)
  package func magnitude(_ code: Int) -> Int {
    code >= negatives ? code &- negatives : negatives &- 1 &- code
  }

  /// The code of a sign and a magnitude.
  @inline(__always)
  package func code(sign: Int, magnitude: Int) -> UInt16 {
    UInt16(
      truncatingIfNeeded: sign == 1 ? negatives &+ magnitude : negatives &- 1 &- magnitude)
  }

  /// A magnitude as a number from 0 to `Estimate.one`, in the middle of its share.
  @inline(__always)
  package func share(_ magnitude: Int) -> Int { (2 &* magnitude &+ 1) &<< (21 &- depth) }

  /// Codes a magnitude, bit by bit.
  ///
  /// Bits that can only be 0 are not coded, so no magnitude reaches its limit.
  ///
  /// - Parameters:
  ///   - magnitude: what is written.
  ///   - limit: magnitudes of the sign.
  ///   - codeBit: codes a bit at a node, which is numbered as in a heap from 1 on, at a level.
  @inline(__always)
  package func walk(
    _ magnitude: Int, limit: Int, _ codeBit: (_ bit: Int, _ node: Int, _ level: Int) -> Int
  )
    -> Int
  {
    var node = 1
    var low = 0
    var shift = depth
    while shift > 0 {
      shift &-= 1
      let middle = low &+ 1 &<< shift
      node &<<= 1
      if middle >= limit { continue }
      let bit = codeBit(magnitude &>> shift & 1, node &>> 1, depth &- 1 &- shift)
      low &+= bit &<< shift
      node |= bit
    }
    return low
  }
}
