/// Writes symbols as the states of asymmetric numeral systems (Duda, "Asymmetric numeral systems: entropy
/// coding combining speed of Huffman coding with compression rate of arithmetic coding", 2013), in the
/// range variant with several states in turn (Giesen, "Interleaved entropy coders", 2014).
package struct RansEncoder: Sendable {
  /// The least value of a state; twice as many bits are the first that is too large.
  static let low: UInt32 = 1 << 16
  /// Streams of at least so many items have four states, shorter ones a single one.
  private static let manyItems = 1 << 16

  private let scaleBits: UInt32
  /// By symbol: its frequency in the low half, the sum of those before it in the high one.
  private let ranges: [UInt64]

  package init(_ table: FrequencyTable) {
    scaleBits = UInt32(table.scaleBits)
    var sum: UInt64 = 0
    ranges = table.frequencies.map { frequency in
      defer { sum += UInt64(frequency) }
      return sum << 32 | UInt64(frequency)
    }
  }

  /// How many states take turns.
  ///
  /// - Parameter items: symbols or weights, whatever a decoder knows before the first symbol.
  package static func stateCount(items: Int) -> Int { items < manyItems ? 1 : 4 }

  /// Codes symbols.
  ///
  /// - Parameters:
  ///   - symbols: each has a frequency in the table.
  ///   - items: what decides how many states take turns.
  /// - Returns: the states, then the words in the order in which a decoder asks for them; nothing if
  ///   there is no symbol, or only one that can be.
  package func encode(_ symbols: [UInt16], items: Int) -> [UInt8] {
    if scaleBits == 0 || symbols.isEmpty { return [] }
    var states = [UInt32](
      repeating: RansEncoder.low, count: RansEncoder.stateCount(items: items))
    // A decoder takes at most one word for each symbol.
    let words = [UInt16](unsafeUninitializedCapacity: symbols.count) { words, filled in
      filled = push(symbols.span, onto: &states, words)
    }
    let count = 4 * states.count + 2 * words.count
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      let raw = UnsafeMutableRawBufferPointer(bytes)
      for (place, state) in states.enumerated() {
        raw.storeBytes(of: state.littleEndian, toByteOffset: 4 * place, as: UInt32.self)
      }
      for (place, word) in words.enumerated() {
        raw.storeBytes(of: word.littleEndian, toByteOffset: count - 2 - 2 * place, as: UInt16.self)
      }
      filled = count
    }
  }

  /// Codes symbols, the last one first.
  ///
  /// - Returns: how many words were written, the one that is read last first.
  private func push(
    _ symbols: Span<UInt16>, onto states: inout [UInt32],
    _ words: UnsafeMutableBufferPointer<UInt16>
  ) -> Int {
    let ranges = ranges.span
    let turn = states.count &- 1
    let limit = 32 &- scaleBits
    var states = states.mutableSpan
    var next = 0
    var index = symbols.count
    while index > 0 {
      index &-= 1
      let range = ranges[Int(symbols[unchecked: index])]
      let frequency = UInt32(truncatingIfNeeded: range)
      var state = states[unchecked: index & turn]
      if state >= frequency << limit {
        words[next] = UInt16(truncatingIfNeeded: state)
        next &+= 1
        state >>= 16
      }
      let (quotient, rest) = state.quotientAndRemainder(dividingBy: frequency)
      states[unchecked: index & turn] =
        quotient << scaleBits &+ rest &+ UInt32(truncatingIfNeeded: range >> 32)
    }
    return next
  }
}
