import Bytes
import EntropyCoding
import Testing

@Suite struct AdaptivePositionTableTests {
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

  /// Both models of a layer, whatever the encoder would take.
  private func tables(_ sample: LayerSample) -> [AdaptivePositionTable] {
    let limit = Period.limit(sample.geometry)
    return [
      .contexts(30000), .contexts(64), .mixed(3000, period: 2), .mixed(65472, period: limit),
      .mixed(20000, period: min(3, limit)),
    ].map { AdaptivePositionTable($0, sample.geometry) }
  }

  @Test func everyLayerComesBackAndEqualsTheReference() throws {
    for sample in LayerSample.all {
      let (g, kept) = (sample.geometry, sample.kept)
      let coded = coder.encode([kept], geometry: g)
      #expect(try decode(coded.table, coded.payloads[0], g, rows: g.rows) == kept.words)
      for table in tables(sample) {
        let payload = table.encode(kept)
        #expect(try decode(table.table, payload, g, rows: g.rows) == kept.words)
        var layer = ReferenceLayer(
          columns: g.columns, height: g.kernelHeight, width: g.kernelWidth, rows: g.rows)
        var density = 0
        switch table.model {
        case .contexts(let share): density = Int(share)
        case .mixed(let share, let period): (density, layer.period) = (Int(share), period)
        default: break
        }
        let expected = (0..<kept.count).map { kept[$0] }
        #expect(layer.positions(payload, density: density) == expected, "\(g) \(table.model)")
      }
    }
  }

  @Test func goldens() {
    let sample = LayerSample.all[5]
    let texts = tables(sample).map {
      hexadecimal($0.table) + " " + hexadecimal($0.encode(sample.kept))
    }
    #expect(
      texts == [
        "023075 dc9947f0be52f863c1b02876767a13b5ea2a88d2e590",
        "024000 00bfd40335297d601e7322ab1daebf39c7d4b78e3ad60d58cd0cc1b5a2018c9a36c7a0",
        "03b80b02 1af370fe4844928b62a582b761fbde8942e22468043a43bd8e",
        "03c0ff03 fffffb8222b714d79cbf185e2f5dcd7dfafa11a1c9859e894caec78b4c0d769c75a711f0b6",
        "03204e03 9abd6759d94b1d85484e7bd2f4eedb087f3d41",
      ])
  }

  @Test func damageIsAnErrorOrGivesBits() {
    for sample in [LayerSample.all[3], LayerSample.all[5]] {
      let g = sample.geometry
      for table in tables(sample) {
        var payload = table.encode(sample.kept)
        for count in 0..<payload.count {
          let words = try? decode(table.table, Array(payload[..<count]), g, rows: g.rows)
          #expect(words != sample.kept.words)
        }
        for bit in 0..<payload.count * 8 {
          payload[bit / 8] ^= 1 << UInt8(bit % 8)
          let words = try? decode(table.table, payload, g, rows: g.rows)
          #expect(words != sample.kept.words, "bit \(bit)")
          if let words { #expect(KeptBits(count: g.count, words: words).words == words) }
          payload[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        #expect(throws: FormatError.self) {
          try decode(table.table, payload + [0], g, rows: g.rows)
        }
      }
    }
  }
}
