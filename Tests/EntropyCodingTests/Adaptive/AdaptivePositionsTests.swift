import Bytes
import EntropyCoding
import Testing

@Suite struct AdaptivePositionsTests {
  private let coder = AdaptivePositions()

  private func decode(_ table: [UInt8], _ payload: [UInt8], _ geometry: LayerGeometry, rows: Int)
    throws(FormatError) -> [UInt64]
  {
    var reader = ByteReader(table)
    let decoder = try coder.readTable(&reader, geometry: geometry)
    try reader.expectEnd("the table")
    let count = KeptBits.wordCount(rows * geometry.rowCount)
    var words = [UInt64](repeating: 0xABCD, count: count)
    try words.withUnsafeMutableBufferPointer { (words) throws(FormatError) in
      try decoder.decode(ByteReader(payload), rows: rows, into: words)
    }
    return words
  }

  @Test func everyLayerComesBack() throws {
    for sample in LayerSample.all {
      let (g, kept) = (sample.geometry, sample.kept)
      let coded = coder.encode([kept], geometry: g)
      #expect(try decode(coded.table, coded.payloads[0], g, rows: g.rows) == kept.words)
    }
  }

  @Test func everySmallLayerComesBack() throws {
    let geometry = LayerGeometry(rows: 3, columns: 3)
    for pattern in 0..<UInt64(512) {
      let kept = KeptBits(count: 9, words: [pattern])
      let coded = coder.encode([kept], geometry: geometry)
      #expect(try decode(coded.table, coded.payloads[0], geometry, rows: 3) == [pattern])
    }
  }

  @Test func nothingAndAllNeedNoPayload() throws {
    let geometry = LayerGeometry(rows: 5, columns: 33)
    for pattern in [UInt64(0), .max] {
      let kept = KeptBits(count: 165, words: [pattern, pattern, pattern])
      let coded = coder.encode([kept], geometry: geometry)
      #expect(coded == CodedChunks(table: [pattern == 0 ? 0 : 1], payloads: [[]]))
      #expect(try decode(coded.table, [], geometry, rows: 5) == kept.words)
      #expect(throws: FormatError.self) { try decode(coded.table, [1], geometry, rows: 5) }
    }
    let empty = LayerGeometry(rows: 0, columns: 4)
    let coded = coder.encode([KeptBits(count: 0)], geometry: empty)
    #expect(try decode(coded.table, coded.payloads[0], empty, rows: 0) == [])
  }

  @Test func chunksAreCodedAlone() throws {
    let sample = LayerSample.all[4]
    let g = sample.geometry
    var first = KeptBits(count: 20 * 64)
    var second = KeptBits(count: 10 * 64)
    for index in 0..<first.count { first[index] = sample.kept[index] }
    for index in 0..<second.count { second[index] = sample.kept[first.count + index] }
    let coded = coder.encode([first, second], geometry: g)
    #expect(try decode(coded.table, coded.payloads[1], g, rows: 10) == second.words)
    #expect(try decode(coded.table, coded.payloads[0], g, rows: 20) == first.words)
  }

  @Test func dependentBitsTakeFewerBytesThanTheirDensity() {
    let geometry = LayerGeometry(rows: 100, columns: 256)
    var numbers = TestNumbers(77)
    var kept = KeptBits(count: geometry.count)
    // Every sixteenth column is mostly kept.
    for index in 0..<kept.count { kept[index] = numbers.below(20) < (index % 16 == 3 ? 18 : 1) }
    let coded = coder.encode([kept], geometry: geometry)
    let bits = (0..<kept.count).map { UInt16(kept[$0] ? 1 : 0) }
    #expect(Double(coded.byteCount) < 0.75 * orderZeroEntropy(of: bits, alphabet: 2) / 8)
  }

  @Test func tablesThatBreakARuleAreRefused() {
    let geometry = LayerGeometry(rows: 9, columns: 40)
    let bad: [[UInt8]] = [
      [], [4], [2], [2, 0], [2, 63, 0], [2, 0xC1, 0xFF], [3, 0, 9], [3, 0, 9, 1], [3, 0, 9, 41],
      [3, 0, 9, 0x82, 0],
    ]
    for table in bad {
      #expect(throws: FormatError.self) { try decode(table, [], geometry, rows: 9) }
    }
  }
}
