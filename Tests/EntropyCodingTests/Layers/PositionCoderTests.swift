import Bytes
import EntropyCoding
import Testing

/// Laws that every coder of positions keeps.
@Suite struct PositionCoderTests {
  static let names = LayerCoders.positions.map(\.name)

  private func check(_ name: String, _ chunks: [KeptBits], _ geometry: LayerGeometry) throws {
    let coder = try #require(LayerCoders.positions(named: name))
    let coded = coder.encode(chunks, geometry: geometry)
    var reader = ByteReader(coded.table + [0xFF])
    let decoder = try coder.readTable(&reader, geometry: geometry)
    #expect(reader.offset == coded.table.count)
    for (chunk, payload) in zip(chunks, coded.payloads) {
      let rows = geometry.rowCount > 0 ? chunk.count / geometry.rowCount : 0
      #expect(try decoder.kept(payload, rows: rows, count: chunk.count) == chunk)
      // Nothing may follow.
      #expect(throws: FormatError.self) {
        try decoder.kept(payload + [0, 0], rows: rows, count: chunk.count)
      }
    }
  }

  @Test(arguments: names) func everySmallLayerComesBack(name: String) throws {
    for count in 0...9 {
      for word in 0..<UInt64(1) << UInt64(count) {
        let words = count == 0 ? [] : [word]
        try check(
          name, [KeptBits(count: count, words: words)], LayerGeometry(rows: 1, columns: count))
      }
    }
  }

  @Test(arguments: names) func largerLayersComeBack(name: String) throws {
    var numbers = TestNumbers(21)
    for share in [0, 1, 20, 128, 250, 256] as [UInt64] {
      for columns in [63, 64, 65, 1000] {
        let chunks = [3, 3, 1].map {
          LayerSamples.random($0 * columns, share: share, &numbers)
        }
        try check(name, chunks, LayerGeometry(rows: 7, columns: columns))
      }
      let kernels = LayerSamples.random(4 * 5 * 9, share: share, &numbers)
      try check(
        name, [kernels], LayerGeometry(rows: 4, columns: 5, kernelHeight: 3, kernelWidth: 3))
      let many = LayerSamples.random(150_001, share: share, &numbers)
      try check(name, [many], LayerGeometry(rows: 1, columns: 150_001))
    }
  }

  @Test(arguments: names) func damageNeverTraps(name: String) throws {
    let coder = try #require(LayerCoders.positions(named: name))
    var numbers = TestNumbers(22)
    for share in [20, 128] as [UInt64] {
      let chunk = LayerSamples.random(150, share: share, &numbers)
      let geometry = LayerGeometry(rows: 1, columns: 150)
      let coded = coder.encode([chunk], geometry: geometry)
      let whole = coded.table + coded.payloads[0]
      for bit in 0..<whole.count * 8 {
        var damaged = whole
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        _ = try? decode(coder, damaged, geometry)
      }
      for length in 0..<whole.count {
        let part = Array(whole[..<length])
        // Zeros follow the end of an adaptive payload: a part of one may stand for other positions.
        if coder is AdaptivePositions {
          #expect((try? decode(coder, part, geometry)) != chunk)
        } else {
          #expect(throws: FormatError.self) { try decode(coder, part, geometry) }
        }
      }
    }
    for _ in 0..<4000 {
      let bytes = (0..<numbers.below(24)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
      let width = UInt8(numbers.below(12))
      _ = try? decode(coder, [width] + bytes, LayerGeometry(rows: 1, columns: 90))
    }
  }

  private func decode(_ coder: any PositionCoder, _ bytes: [UInt8], _ geometry: LayerGeometry)
    throws(FormatError) -> KeptBits
  {
    var reader = ByteReader(bytes)
    let decoder = try coder.readTable(&reader, geometry: geometry)
    return try decoder.kept(
      Array(bytes[reader.offset...]), rows: geometry.rows, count: geometry.count)
  }

  @Test func goldens() {
    let kept = LayerSamples.bits("0010000100000010")
    let expected: [String: CodedChunks] = [
      "huffman": CodedChunks(table: [0x01, 0x00], payloads: [[0x0F, 0x21, 0x02]]),
      "rans-bitmap": CodedChunks(
        table: [0x01, 0x03, 0x92], payloads: [[0xC4, 0x63, 0x88, 0x14]]),
      "rans-gap": CodedChunks(table: [0x03, 0x03, 0x00], payloads: [[0x00, 0xD6, 0x03, 0x10]]),
    ]
    for coder in LayerCoders.positions {
      guard let golden = expected[coder.name] else { continue }
      #expect(coder.encode([kept], geometry: LayerGeometry(rows: 2, columns: 8)) == golden)
    }
  }
}
