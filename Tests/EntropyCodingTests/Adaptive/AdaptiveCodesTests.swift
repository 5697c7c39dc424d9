import Bytes
import EntropyCoding
import Testing

@Suite struct AdaptiveCodesTests {
  private let coder = AdaptiveCodes()

  private func decode(
    _ table: [UInt8], _ payload: [UInt8], _ sample: LayerSample, kept: KeptBits?, count: Int
  ) throws(FormatError) -> [UInt16] {
    var reader = ByteReader(table)
    let decoder = try coder.readTable(
      &reader, alphabet: sample.alphabet, geometry: sample.geometry)
    try reader.expectEnd("the table")
    var codes = [UInt16](repeating: 0xABCD, count: count)
    try codes.withUnsafeMutableBufferPointer { (codes) throws(FormatError) in
      guard let kept else {
        return try decoder.decode(
          ByteReader(payload), rows: sample.geometry.rows, kept: nil, into: codes)
      }
      try kept.words.withUnsafeBufferPointer { (kept) throws(FormatError) in
        try decoder.decode(
          ByteReader(payload), rows: sample.geometry.rows, kept: kept, into: codes)
      }
    }
    return codes
  }

  @Test func everyLayerComesBack() throws {
    for sample in LayerSample.all {
      let (kept, count) = (sample.kept, sample.codes.count)
      let coded = coder.encode(
        [sample.chunk], alphabet: sample.alphabet, geometry: sample.geometry)
      #expect(
        try decode(coded.table, coded.payloads[0], sample, kept: kept, count: count)
          == sample.codes)
    }
  }

  @Test func theRightNumberOfNegativeCodesIsSmaller() {
    let geometry = LayerGeometry(rows: 40, columns: 64)
    var numbers = TestNumbers(12)
    // Signs follow the column, sizes the row.
    let codes = (0..<geometry.count).map { index in
      let size = Int(numbers.below(UInt64(4 + index / 64)))
      return UInt16(index % 64 < 32 ? 130 - size : 131 + size)
    }
    let chunk = LayerChunk(kept: nil, codes: codes)
    let counts = [131, 0].map {
      coder.plan([chunk], alphabet: 255, geometry: geometry, negatives: $0).encode(chunk).count
    }
    #expect(counts[0] < counts[1])
    #expect(Double(counts[0]) < 0.95 * orderZeroEntropy(of: codes, alphabet: 255) / 8)
  }

  @Test func oneCodeNeedsNoPayload() {
    let coded = coder.encode(
      [LayerChunk(kept: nil, codes: [0, 0])], alphabet: 1,
      geometry: LayerGeometry(rows: 2, columns: 1))
    #expect(coded == CodedChunks(table: [0, 0, 0, 0x80], payloads: [[]]))
    let empty = coder.encode(
      [LayerChunk(kept: KeptBits(count: 9), codes: [])], alphabet: 9,
      geometry: LayerGeometry(rows: 3, columns: 3))
    #expect(empty.payloads == [[]])
  }

  @Test func tablesThatBreakARuleAreRefused() {
    let sample = LayerSample.all[3]
    let bad: [[UInt8]] = [
      [], [2], [0], [0, 33], [0, 1, 0], [0, 1, 63, 0], [1, 1, 0, 1], [1, 1, 0, 1, 1],
      [1, 1, 0, 1, 41],
    ]
    for table in bad {
      #expect(throws: FormatError.self) {
        try decode(table, [], sample, kept: sample.kept, count: sample.codes.count)
      }
    }
  }
}
