import Bytes
import EntropyCoding
import Testing

@Suite struct AdaptiveCodeTableTests {
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

  @Test func goldens() {
    let sample = LayerSample.all[5]
    let texts = tables(sample).map {
      hexadecimal($0.table) + " " + hexadecimal($0.encode(sample.chunk))
    }
    #expect(
      texts == [
        "00002823 ed740a96e047f9eab03c176e2f0560de6caf34552b20d96cd8daa0d226ae",
        "0100282302 f1eea0997697b57bbec4178a4e3b233111c99218e15fc3bd948d79db",
        "0100282303 f1ee9f6ccb6f10768aa52337babaae41153cbf128149445a752ac755",
      ])
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
}
