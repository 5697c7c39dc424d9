/// The small model of codes: what lies around a weight, and how many of its neighbours, its row and its
/// column are kept, is mixed for each bit of its code.
struct CodeMixture {
  /// How codes are taken apart.
  let tree: MagnitudeTree
  /// The mean magnitude, in 65,536ths of the range of magnitudes.
  let mean: UInt16
  /// How many columns away similar columns lie, at least 2.
  let period: Int
  /// The whole layer.
  let geometry: LayerGeometry

  /// Codes some rows.
  ///
  /// - Parameters:
  ///   - codes: one for each kept weight.
  ///   - kept: which weights are kept; nil if all are.
  ///   - rows: rows.
  ///   - coder: writes or reads.
  /// - Returns: false as soon as the coder has read beyond its end.
  func run(
    _ codes: UnsafeMutableBufferPointer<UInt16>, kept: UnsafeBufferPointer<UInt64>?, rows: Int,
    _ coder: inout some BinaryCoder
  ) -> Bool {
    var memory = ScratchMemory()
    defer { memory.free() }
    var field = CodeField(self, kept: kept, rows: rows, &memory)
    var bits = CodeBitMixture(self, &memory)
    var next = 0
    for row in 0..<rows {
      field.enter(row: row)
      bits.enterRow()
      for column in 0..<geometry.rowCount where field.isKept(column) {
        guard next < codes.count else { return false }
        let neighbours = field.neighbours(of: column)
        let code = bits.code(codes[next], neighbours, column: column, &coder)
        codes[next] = code
        field.set(column, bits.lastValue)
        next += 1
      }
      if coder.isOverrun { return false }
    }
    return true
  }
}
