/// Positions as distances from one to the next (section 2 of the paper).
package enum RelativeIndex {
  /// The symbols of ascending positions, with a filler where a distance is too large.
  /// - Parameters:
  ///   - positions: ascending.
  ///   - bits: bits of a symbol; the largest distance that a symbol says is 2ᵇ − 1.
  ///   - emit: gets each entry: its symbol, and which position it stands for, or nil for a filler.
  package static func withFillers(
    _ positions: [Int32], bits: Int, emit: (_ symbol: UInt16, _ member: Int?) -> Void
  ) {
    let largest = (1 << bits) - 1
    var next = 0
    for (member, position) in positions.enumerated() {
      while Int(position) - next > largest {
        emit(UInt16(largest), nil)
        next += largest + 1
      }
      emit(UInt16(Int(position) - next), member)
      next = Int(position) + 1
    }
  }

  /// The symbols of ascending positions, where the largest symbol only skips.
  package static func withSkips(_ positions: [Int32], bits: Int) -> [UInt16] {
    let skip = (1 << bits) - 1
    var symbols: [UInt16] = []
    symbols.reserveCapacity(positions.count)
    var next = 0
    for position in positions {
      while Int(position) - next >= skip {
        symbols.append(UInt16(skip))
        next += skip
      }
      symbols.append(UInt16(Int(position) - next))
      next = Int(position) + 1
    }
    return symbols
  }
}
