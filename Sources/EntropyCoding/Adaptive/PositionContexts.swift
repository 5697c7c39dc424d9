/// The fast model of positions: a bit's context is how dense its row and its column were so far, and
/// the bits to its left and above.
struct PositionContexts {
  /// The layer's density in 65,536ths.
  let density: UInt16
  /// Weights of a row.
  let rowCount: Int

  /// Codes some rows.
  ///
  /// - Parameters:
  ///   - words: a bit for each weight; all 0 if they are read.
  ///   - rows: rows.
  ///   - coder: writes or reads.
  /// - Returns: false as soon as the coder has read beyond its end.
  func run(
    _ words: UnsafeMutablePointer<UInt64>, rows: Int, _ coder: inout some BinaryCoder
  ) -> Bool {
    var memory = ScratchMemory()
    defer { memory.free() }
    let tables = AdaptiveTables.shared
    let rates = tables.rates
    let base = tables.stretch[Int(density) >> 4]
    // The class of each density, of rows and of columns alike.
    let classes = memory.block(4096, of: UInt16(0))
    for index in 0..<4096 {
      let odds = tables.stretch[index] - base
      classes[index] = UInt16(AdaptiveTables.quantized(odds, shift: 7, most: 7))
    }
    let contexts = memory.block(15 << 6, of: Estimate(mean: density, count: 0))
    let columns = memory.block(rowCount, of: Estimate(mean: density, count: 1))
    let above = memory.block(rowCount, of: UInt8(0))

    var place = 0
    var word: UInt64 = 0
    for _ in 0..<rows {
      var row = Estimate(mean: density, count: 1)
      var left = 0
      for column in 0..<rowCount {
        if place & 63 == 0 { word = words[place &>> 6] }
        var estimate = columns[column]
        let context =
          Int(classes[row.index]) &<< 6 | Int(classes[estimate.index]) &<< 2
          | Int(above[column]) &<< 1 | left
        let probability = max(32, min(65504, contexts[context].mean))
        let bit = coder.code(Int(truncatingIfNeeded: word &>> UInt64(place & 63)) & 1, probability)
        word |= UInt64(truncatingIfNeeded: bit) &<< UInt64(place & 63)
        contexts[context].see(bit, rates)
        estimate.see(bit, rates)
        columns[column] = estimate
        row.see(bit, rates)
        above[column] = UInt8(truncatingIfNeeded: bit)
        left = bit
        place &+= 1
        if place & 63 == 0 { words[place &>> 6 &- 1] = word }
      }
      if coder.isOverrun { return false }
    }
    if place & 63 != 0 { words[place >> 6] = word }
    return true
  }
}
