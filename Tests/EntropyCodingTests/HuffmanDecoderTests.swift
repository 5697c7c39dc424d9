import Bytes
import EntropyCoding
import Testing

/// The obvious decoder: bit by bit, until the bits so far are somebody's word.
private struct ReferenceDecoder {
  var words: [String: UInt16] = [:]

  init(_ code: CanonicalCode) {
    for (symbol, word) in zip(code.lengths.indices, code.words) {
      guard let length = code.lengths[symbol].map({ Int($0) }) else { continue }
      let digits = String(word, radix: 2)
      let zeros = String(repeating: "0", count: max(0, length - digits.count))
      words[length == 0 ? "" : zeros + digits] = UInt16(symbol)
    }
  }

  func decode(_ payload: [UInt8], count: Int) -> [UInt16]? {
    let bits = payload.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    var next = 0
    var symbols: [UInt16] = []
    while symbols.count < count {
      var word = ""
      while words[word] == nil {
        guard next < bits.count else { return nil }
        word += bits[next] == 1 ? "1" : "0"
        next += 1
      }
      symbols.append(words[word] ?? 0)
    }
    let rest = bits[next...]
    return rest.count < 8 && rest.allSatisfy { $0 == 0 } ? symbols : nil
  }
}

@Suite struct HuffmanDecoderTests {
  private func fast(_ code: CanonicalCode, _ payload: [UInt8], count: Int) -> [UInt16]? {
    var reader = ByteReader(payload)
    let symbols = try? HuffmanDecoder(code: code, count: count).readSymbols(&reader)
    return reader.isAtEnd ? symbols : nil
  }

  /// Codes of every depth, from two words of one bit to words beyond the lookup table.
  private func codes() -> [CanonicalCode] {
    var numbers = TestNumbers(3)
    let shapes: [[UInt8?]] = [
      [0], [nil, nil, 0], [1, 1], [1, nil, 2, 2],
      (1...10).map { UInt8?($0) } + [10], (1...11).map { UInt8?($0) } + [11],
      (1...12).map { UInt8?($0) } + [12], (1...24).map { UInt8?($0) } + [24],
      (1...24).reversed().map { UInt8?($0) } + [24],
      Array(repeating: 5, count: 32), Array(repeating: 12, count: 4096),
    ]
    let random = (0..<20).map { round -> [UInt8?] in
      let counts = (0..<50 * (1 + round)).map { _ in Int(numbers.below(1 << numbers.below(30))) }
      return limitedCodeLengths(counts: counts, limit: 24)
    }
    return (shapes + random).compactMap { CanonicalCode(lengths: $0) }
  }

  @Test func equalsTheReferenceOnWhatWasCoded() throws {
    var numbers = TestNumbers(4)
    #expect(codes().count == 31)
    for code in codes() {
      let words = code.words
      // Every symbol in order, then as many at random, so that rare long words occur too.
      var symbols = code.symbols
      for _ in code.symbols {
        symbols.append(code.symbols[Int(numbers.below(UInt64(code.symbols.count)))])
      }
      var writer = BitWriter()
      for symbol in symbols {
        writer.write(words[Int(symbol)], bits: Int(code.lengths[Int(symbol)] ?? 0))
      }
      let payload = writer.finish()
      #expect(fast(code, payload, count: symbols.count) == symbols)
      if symbols.count < 500 {
        #expect(ReferenceDecoder(code).decode(payload, count: symbols.count) == symbols)
      }
    }
  }

  @Test func equalsTheReferenceOnAnyBytes() {
    var numbers = TestNumbers(6)
    var decoded = 0
    for code in codes() where code.symbols.count < 1000 {
      let reference = ReferenceDecoder(code)
      for _ in 0..<40 {
        var payload = (0..<numbers.below(24)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
        // Long words and zero padding are rare among random bytes.
        if numbers.below(2) == 0, !payload.isEmpty { payload[0] = 0xFF }
        if numbers.below(2) == 0, let last = payload.indices.last { payload[last] &= 0xC0 }
        let most = payload.count * 8
        for count in [0, 1, Int(numbers.below(20)), Int(numbers.below(UInt64(most + 2))), most] {
          let expected = reference.decode(payload, count: count)
          #expect(fast(code, payload, count: count) == expected)
          if expected != nil { decoded += 1 }
        }
      }
    }
    #expect(decoded > 50)
  }

  @Test func aPayloadThatIsTooShortIsRefusedBeforeAnythingIsAllocated() throws {
    let code = try #require(CanonicalCode(lengths: [2, 2, 2, 2]))
    for count in [9, 1 << 40, .max] {
      var reader = ByteReader([0, 0])
      let error = #expect(throws: FormatError.self) {
        try HuffmanDecoder(code: code, count: count).readSymbols(&reader)
      }
      #expect(
        error?.message
          == "the coded data ends too early: \(count) symbols do not fit in 2 bytes")
    }
  }

  @Test func errorsCarryThePlaceInTheFile() throws {
    let code = try #require(CanonicalCode(lengths: [1, 2, 2]))
    var reader = ByteReader([7, 0b0011_0001])
    _ = try reader.readUInt8()
    var error = #expect(throws: FormatError.self) {
      try HuffmanDecoder(code: code, count: 3).readSymbols(&reader)
    }
    #expect(
      error
        == FormatError(offset: 1, message: "the padding bits after the coded data are not zero"))
    reader = ByteReader([7, 0b1111_1111])
    _ = try reader.readUInt8()
    error = #expect(throws: FormatError.self) {
      try HuffmanDecoder(code: code, count: 5).readSymbols(&reader)
    }
    #expect(
      error
        == FormatError(
          offset: 2, message: "the coded data ends too early: it holds fewer than 5 symbols"))
  }
}
