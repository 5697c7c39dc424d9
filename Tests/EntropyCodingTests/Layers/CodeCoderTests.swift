import Bytes
import EntropyCoding
import Testing

/// Laws that every coder of codes keeps.
@Suite struct CodeCoderTests {
  static let names = LayerCoders.codes.map(\.name)

  private func check(_ name: String, _ chunks: [[UInt16]], alphabet: Int) throws {
    let coder = try #require(LayerCoders.codes(named: name))
    let geometry = LayerGeometry(
      rows: chunks.count, columns: chunks.first.map { $0.count } ?? 0)
    let coded = coder.encode(
      chunks.map { LayerChunk(kept: nil, codes: $0) }, alphabet: alphabet, geometry: geometry)
    var reader = ByteReader(coded.table + [0xFF])
    let decoder = try coder.readTable(&reader, alphabet: alphabet, geometry: geometry)
    #expect(reader.offset == coded.table.count)
    for (codes, payload) in zip(chunks, coded.payloads) {
      #expect(try decoder.codes(payload, count: codes.count) == codes)
      #expect(throws: FormatError.self) { try decoder.codes(payload + [0], count: codes.count) }
    }
  }

  @Test(arguments: names) func everySmallStreamComesBack(name: String) throws {
    for count in 0...5 {
      for value in 0..<Int32(1) << Int32(2 * count) {
        let codes = (0..<count).map { UInt16(value >> Int32(2 * $0) & 3) }
        try check(name, [codes], alphabet: 4)
      }
    }
  }

  @Test(arguments: names) func largerStreamsComeBack(name: String) throws {
    var numbers = TestNumbers(31)
    for alphabet in [1, 2, 31, 33, 256, 257, 5000, 65536] {
      try check(name, [], alphabet: alphabet)
      try check(name, [[UInt16(alphabet - 1)]], alphabet: alphabet)
      try check(name, [[0, UInt16(alphabet - 1), 0]], alphabet: alphabet)
      for step in [1, 4] {
        let chunks = (0..<2).map { _ in
          numbers.symbols(count: 2000, alphabet: alphabet, step: step)
        }
        try check(name, chunks, alphabet: alphabet)
      }
    }
    try check(name, [(0..<65536).map { UInt16($0) }], alphabet: 65536)
    try check(name, [numbers.symbols(count: 70_001, alphabet: 32, step: 3)], alphabet: 32)
  }

  @Test(arguments: names) func damageGivesAnErrorOrSymbolsOfTheAlphabet(name: String) throws {
    let coder = try #require(LayerCoders.codes(named: name))
    var numbers = TestNumbers(32)
    let codes = numbers.symbols(count: 60, alphabet: 13, step: 2)
    let geometry = LayerGeometry(rows: 1, columns: 60)
    let coded = coder.encode(
      [LayerChunk(kept: nil, codes: codes)], alphabet: 13, geometry: geometry)
    let whole = coded.table + coded.payloads[0]
    var attempts = (0..<whole.count * 8).map { bit in
      var damaged = whole
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      return damaged
    }
    attempts += (0..<5000).map { _ in
      (0..<numbers.below(30)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
    }
    for bytes in attempts {
      if let codes = try? decode(coder, bytes) { #expect(codes.allSatisfy { $0 < 13 }) }
    }
    let symbols = try decode(coder, whole)
    for length in 0..<whole.count {
      // Zeros follow the end of an adaptive payload: a part of one may stand for other symbols.
      if coder is AdaptiveCodes {
        #expect((try? decode(coder, Array(whole[..<length]))) != symbols)
      } else {
        #expect(throws: FormatError.self) { try decode(coder, Array(whole[..<length])) }
      }
    }
    for alphabet in [Int.min, -1, 0, 65537, .max] {
      var reader = ByteReader(whole)
      #expect(throws: FormatError.self) {
        try coder.readTable(&reader, alphabet: alphabet, geometry: geometry)
      }
    }
  }

  private func decode(_ coder: any CodeCoder, _ bytes: [UInt8]) throws(FormatError) -> [UInt16] {
    var reader = ByteReader(bytes)
    let decoder = try coder.readTable(
      &reader, alphabet: 13, geometry: LayerGeometry(rows: 1, columns: 60))
    return try decoder.codes(Array(bytes[reader.offset...]), count: 60)
  }

  @Test func goldens() {
    let chunk = LayerChunk(kept: nil, codes: [0, 1, 0, 0, 2, 0, 1, 0])
    let geometry = LayerGeometry(rows: 1, columns: 8)
    #expect(
      HuffmanCodes().encode([chunk], alphabet: 4, geometry: geometry)
        == CodedChunks(table: [0xB0], payloads: [[0x46, 0x80]]))
    #expect(
      RansCodes().encode([chunk], alphabet: 4, geometry: geometry)
        == CodedChunks(table: [0x0B, 0x38], payloads: [[0x12, 0, 1, 0, 0, 4]]))
  }
}
