import Bytes

/// Reads the words of a canonical code: up to eleven bits by one look into a table, longer words by
/// comparison with the last word of each length.
package struct HuffmanDecoder: SymbolDecoder {
  /// What a look into the table can do: its 2,048 entries stay in the first-level cache.
  private static let tableBits = 11

  private let code: CanonicalCode
  private let count: Int
  private let shortest: Int
  /// By the next bits: a symbol above eight bits that hold the length of its word; zero where the
  /// word is longer than the table is wide.
  private let table: [UInt32]
  private let width: Int
  /// By length: the first value of the next `maximumLength` bits that is too large for such a word.
  private let ends: [UInt32]
  /// By length: what is to be added to a word to get its place among the symbols.
  private let shifts: [Int]

  /// Creates a decoder.
  ///
  /// - Parameters:
  ///   - code: the code.
  ///   - count: how many symbols the payload stands for.
  package init(code: CanonicalCode, count: Int) {
    let longest = code.counts.lastIndex { $0 > 0 } ?? 0
    self.code = code
    self.count = count
    shortest = code.counts.firstIndex { $0 > 0 } ?? 0
    width = min(longest, HuffmanDecoder.tableBits)

    let first = code.firstWords
    var ends: [UInt32] = []
    var shifts: [Int] = []
    var table: [UInt32] = []
    table.reserveCapacity(1 << width)
    var place = 0
    for (length, words) in code.counts.enumerated() {
      let end = first[length] + UInt32(words)
      ends.append(end << UInt32(CanonicalCode.maximumLength - length))
      shifts.append(place - Int(first[length]))
      // Words come in ascending order, so the entries follow each other.
      for symbol in code.symbols[place..<place + words] where length <= width {
        let entry = UInt32(symbol) << 8 | UInt32(length)
        table.append(contentsOf: repeatElement(entry, count: 1 << (width - length)))
      }
      place += words
    }
    table.append(contentsOf: repeatElement(0, count: 1 << width - table.count))
    self.table = table
    self.ends = ends
    self.shifts = shifts
  }

  package func readSymbols(_ reader: inout ByteReader) throws(FormatError) -> [UInt16] {
    guard shortest > 0 else { return [UInt16](repeating: code.symbols[0], count: count) }
    let available = reader.remaining.multipliedReportingOverflow(by: 8)
    guard !available.overflow, count <= available.partialValue / shortest else {
      throw FormatError(
        offset: reader.offset,
        message: "the coded data ends too early: \(count) symbols do not fit in "
          + "\(reader.remaining) bytes")
    }
    var bits: Int?
    let symbols = reader.withRemainingBytes { source in
      [UInt16](unsafeUninitializedCapacity: count) { target, filled in
        bits = decode(source, into: target)
        filled = bits == nil ? 0 : count
      }
    }
    guard let bits else {
      throw FormatError(
        offset: reader.offset + reader.remaining,
        message: "the coded data ends too early: it holds fewer than \(count) symbols")
    }
    let payload = try reader.subreader(count: (bits + 7) / 8)
    var padding = BitReader(payload)
    try padding.skip(bits: bits)
    try padding.expectEnd("the coded data")
    return symbols
  }

  /// Decodes as many symbols as the target holds.
  ///
  /// - Returns: the number of bits that they took; `nil` if the source ended before.
  private func decode(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableBufferPointer<UInt16>
  ) -> Int? {
    let span = table.span
    let lookup = UInt64(64 - width)
    var bits = BitWindow(source)
    for index in 0..<count {
      bits.refill()
      var entry = span[unchecked: Int(truncatingIfNeeded: bits.window >> lookup)]
      if entry == 0 { entry = longWord(bits.window) }
      guard bits.drop(Int(entry & 0xFF)) else { return nil }
      target[index] = UInt16(truncatingIfNeeded: entry >> 8)
    }
    return bits.position
  }

  /// Finds a word that is longer than the table is wide.
  private func longWord(_ window: UInt64) -> UInt32 {
    let next = UInt32(truncatingIfNeeded: window >> UInt64(64 - CanonicalCode.maximumLength))
    var length = width + 1
    // The code is complete: the longest length has an end above every value.
    while next >= ends[length] { length += 1 }
    let word = Int(next >> UInt32(CanonicalCode.maximumLength - length))
    return UInt32(code.symbols[word + shifts[length]]) << 8 | UInt32(length)
  }
}
