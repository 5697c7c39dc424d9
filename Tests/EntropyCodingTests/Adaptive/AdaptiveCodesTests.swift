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

  /// Both models of a layer, whatever the encoder would take.
  private func tables(_ sample: LayerSample) -> [AdaptiveCodeTable] {
    let tree = MagnitudeTree(alphabet: sample.alphabet, negatives: sample.negatives)
    return [nil, 2, Period.limit(sample.geometry)].map {
      AdaptiveCodeTable(tree, mean: 9000, period: $0, sample.geometry)
    }
  }

  @Test func everyLayerComesBackAndEqualsTheReference() throws {
    for sample in LayerSample.all {
      let (g, kept, codes) = (sample.geometry, sample.kept, sample.codes)
      let coded = coder.encode([sample.chunk], alphabet: sample.alphabet, geometry: g)
      #expect(
        try decode(coded.table, coded.payloads[0], sample, kept: kept, count: codes.count) == codes)
      for table in tables(sample) {
        let payload = table.encode(sample.chunk)
        #expect(
          try decode(table.table, payload, sample, kept: kept, count: codes.count) == codes)
        let layer = ReferenceLayer(
          columns: g.columns, height: g.kernelHeight, width: g.kernelWidth, rows: g.rows,
          period: table.period)
        let read = layer.codes(
          payload, kept: (0..<g.count).map { kept[$0] }, alphabet: sample.alphabet,
          negatives: sample.negatives, mean: 9000)
        #expect(read == codes, "\(g), period \(table.period ?? 0)")
      }
    }
  }

  @Test func layersWithoutPrunedWeightsAreAsIfAllWereKept() throws {
    for sample in LayerSample.all {
      let g = sample.geometry
      let codes = (0..<g.count).map { UInt16($0 * 7919 % sample.alphabet) }
      let all = KeptBits(
        count: g.count, words: Array(repeating: .max, count: KeptBits.wordCount(g.count)))
      for table in tables(sample) {
        let payload = table.encode(LayerChunk(kept: nil, codes: codes))
        #expect(payload == table.encode(LayerChunk(kept: all, codes: codes)))
        #expect(
          try decode(table.table, payload, sample, kept: nil, count: codes.count) == codes)
      }
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

  @Test func goldens() {
    let sample = LayerSample.all[5]
    let texts = tables(sample).map {
      hexadecimal($0.table) + " " + hexadecimal($0.encode(sample.chunk))
    }
    #expect(texts == [])
  }

  @Test func damageIsAnErrorOrGivesCodesOfTheAlphabet() {
    for sample in [LayerSample.all[3], LayerSample.all[5], LayerSample.all[6]] {
      let count = sample.codes.count
      for table in tables(sample) {
        var payload = table.encode(sample.chunk)
        for length in 0..<payload.count {
          let part = Array(payload[..<length])
          let codes = try? decode(table.table, part, sample, kept: sample.kept, count: count)
          #expect(codes != sample.codes)
        }
        for bit in 0..<payload.count * 8 {
          payload[bit / 8] ^= 1 << UInt8(bit % 8)
          let codes = try? decode(table.table, payload, sample, kept: sample.kept, count: count)
          #expect(codes != sample.codes, "bit \(bit)")
          if let codes { #expect(codes.allSatisfy { $0 < sample.alphabet }) }
          payload[bit / 8] ^= 1 << UInt8(bit % 8)
        }
      }
    }
  }

  @Test func wrongCountsAreNoTrap() {
    let sample = LayerSample.all[5]
    for table in tables(sample) {
      let payload = table.encode(sample.chunk)
      for count in [0, 1, sample.codes.count - 1, sample.codes.count + 1, 1000] {
        _ = try? decode(table.table, payload, sample, kept: sample.kept, count: count)
        _ = try? decode(table.table, payload, sample, kept: nil, count: count)
      }
      #expect(throws: FormatError.self) {
        try decode(table.table, payload, sample, kept: KeptBits(count: 1), count: 1)
      }
    }
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
