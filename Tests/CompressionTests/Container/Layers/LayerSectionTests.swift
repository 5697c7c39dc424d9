import Bytes
import Compression
import EntropyCoding
import Tensors
import Testing

/// Section 4, byte by byte: the weight of `ip`, 2 rows of 4.
@Suite struct LayerSectionTests {
  /// Positions 1 and 4 in an alphabet of four gaps, codes 1 and 0 of two shared weights.
  private struct Fields {
    var number: [UInt8] = [0]
    var form: UInt8 = 3 | 1 << 4
    var count: [UInt8] = [3]
    var values = FileBuilder.floats([0.5, -1.5])
    var positions: [UInt8] = [1]
    var positionTable: [UInt8]
    var codes: [UInt8] = [1]
    var codeTable: [UInt8]
    var rows: [UInt8] = [0]
    var chunks: [UInt8]

    init() {
      var kept = KeptBits(count: 8)
      kept[1] = true
      kept[4] = true
      let geometry = LayerGeometry(rows: 2, columns: 4)
      let coded = HuffmanPositions().encode([kept], geometry: geometry)
      let codes = HuffmanCodes().encode(
        [LayerChunk(kept: kept, codes: [1, 0])], alphabet: 2, geometry: geometry)
      positionTable = coded.table
      codeTable = codes.table
      chunks =
        FileBuilder.varint(coded.payloads[0].count) + coded.payloads[0] + codes.payloads[0]
    }

    var section: FileBuilder.Section {
      var contents = number + [form] + count
      contents += values + positions + positionTable
      contents += codes + codeTable + rows
      return FileBuilder.Section(kind: 4, contents: contents + chunks)
    }
  }

  private func read(_ section: FileBuilder.Section) -> (cause: String, model: CompressedModel?) {
    let plain = FileBuilder.Section(kind: 3, contents: FileBuilder.floats([7, 8]))
    let bytes = FileBuilder([NetworkFields().section, section, plain]).bytes
    do {
      let model = try CompressedModel(decoding: bytes)
      #expect(throws: Never.self) {
        expectAgrees(try EducationalDecoder(bytes), model, "by hand")
      }
      #expect(throws: Never.self) { try CompressedFile(bytes).report() }
      return ("none", model)
    } catch {
      #expect((try? EducationalDecoder(bytes)) == nil, "\(error)")
      return (error.message, nil)
    }
  }

  private func cause(_ change: (inout Fields) -> Void) -> String {
    var fields = Fields()
    change(&fields)
    return read(fields.section).cause
  }

  @Test func ranksAreNotCodes() throws {
    let model = try #require(read(Fields().section).model)
    // Rank 1 is 0.5, the first stored value; rank 0 is -1.5.
    #expect(try model.model.parameter("ip.weight").values == [0, 0.5, 0, 0, -1.5, 0, 0, 0])
    #expect(model.masks["ip.weight"]?.kept.positions == [1, 4])
    #expect(model.codebooks["ip.weight"]?.centroids == [0, 0.5, -1.5])
    #expect(model.codebooks["ip.weight"]?.codes == [0, 1, 0, 0, 2, 0, 0, 0])
    #expect(model.codebooks["ip.weight"]?.bits == 2)
  }

  @Test func forms() {
    for form: UInt8 in [0, 4, 0x10, 0x11, 5, 9] {
      #expect(cause { $0.form = form } == "\(form) is not a form of coded layers")
    }
    #expect(cause { $0.form = 3 }.contains("above its limit of 2"))
    #expect(cause { $0.form |= 1 << 2 } != "none")
    #expect(cause { $0.form |= 3 << 2 } != "none")
    #expect(cause { $0.number = [1] } == "parameter 1 is not a weight")
    #expect(cause { $0.count = [0] } == "the codebook is empty")
    #expect(cause { $0.values = FileBuilder.floats([0.5, .nan]) }.contains("NaN or infinite"))
  }

  @Test func coders() {
    for coder: UInt8 in [5, 99, 255] {
      #expect(
        cause { $0.positions = [coder] }
          == "there is no coder \(coder) of positions in this version")
      #expect(
        cause { $0.codes = [coder] } == "there is no coder \(coder) of codes in this version")
    }
    #expect(
      cause {
        ($0.form, $0.count, $0.values) = (1, [], [])
        ($0.positions, $0.positionTable, $0.codes, $0.codeTable) = ([0], [], [], [])
      } == "there is no coder of positions")
  }

  @Test func chunks() {
    #expect(cause { $0.rows = [2] }.contains("above its limit of 1"))
    #expect(cause { $0.rows = [1] } != "none")
    #expect(cause { $0.chunks[0] += 1 } != "none")
    #expect(cause { $0.chunks[0] = 0x7F }.contains("above its limit"))
    #expect(cause { $0.chunks.append(0) } != "none")
    #expect(cause { $0.chunks.removeLast() } != "none")
    #expect(cause { $0.chunks = [] } != "none")
    for count in Fields().section.contents.indices {
      let contents = Array(Fields().section.contents.prefix(count))
      #expect(read(.init(kind: 4, contents: contents)).cause != "none")
    }
  }

  /// What a coder makes of two chunks of a row each, as the writer frames them.
  @Test func severalChunks() throws {
    let rows = [[false, true, false, false], [true, false, false, false]]
    let chunks = rows.map { row in
      var kept = KeptBits(count: 4)
      for index in row.indices where row[index] { kept[index] = true }
      return kept
    }
    let geometry = LayerGeometry(rows: 2, columns: 4)
    for positions in LayerCoders.positions {
      for codes in LayerCoders.codes {
        let coded = positions.encode(chunks, geometry: geometry)
        let symbols = codes.encode(
          zip(chunks, [1, 0] as [UInt16]).map { LayerChunk(kept: $0, codes: [$1]) }, alphabet: 2,
          geometry: geometry)
        var fields = Fields()
        (fields.positions, fields.positionTable) = ([positions.identifier], coded.table)
        (fields.codes, fields.codeTable) = ([codes.identifier], symbols.table)
        fields.rows = [1]
        fields.chunks = []
        for chunk in 0..<2 {
          fields.chunks += FileBuilder.varint(coded.payloads[chunk].count)
          fields.chunks += coded.payloads[chunk]
          if chunk == 0 { fields.chunks += FileBuilder.varint(symbols.payloads[0].count) }
          fields.chunks += symbols.payloads[chunk]
        }
        let model = try #require(read(fields.section).model, "\(positions.name) \(codes.name)")
        #expect(try model.model.parameter("ip.weight").values == [0, 0.5, 0, 0, -1.5, 0, 0, 0])
        #expect(model.masks["ip.weight"]?.kept.positions == [1, 4])
      }
    }
  }

  /// One stream for both: symbol 0 is a pruned weight.
  @Test func oneStreamForBoth() throws {
    let geometry = LayerGeometry(rows: 2, columns: 4)
    for coder in LayerCoders.codes {
      let coded = coder.encode(
        [LayerChunk(kept: nil, codes: [0, 2, 0, 0, 1, 0, 0, 0])], alphabet: 3, geometry: geometry)
      var fields = Fields()
      (fields.positions, fields.positionTable) = ([0], [])
      (fields.codes, fields.codeTable) = ([coder.identifier], coded.table)
      fields.chunks = coded.payloads[0]
      let model = try #require(read(fields.section).model, "\(coder.name)")
      #expect(try model.model.parameter("ip.weight").values == [0, 0.5, 0, 0, -1.5, 0, 0, 0])
      #expect(model.masks["ip.weight"]?.kept.positions == [1, 4])
    }
  }

  /// Weights that are left of a layer whose only shared weight is the 0 of pruned ones.
  @Test func weightsWithoutASharedWeightAreRefused() {
    #expect(
      cause {
        ($0.count, $0.values) = ([1], [])
        $0.codeTable =
          HuffmanCodes().encode(
            [LayerChunk(kept: nil, codes: [0])], alphabet: 1,
            geometry: LayerGeometry(rows: 1, columns: 1)
          ).table
      }.contains("no shared weight is"))
  }

  @Test func rowsOfChunks() {
    func rows(_ rows: Int, _ columns: Int) -> [Range<Int>] {
      Array(ChunkRows(LayerGeometry(rows: rows, columns: columns)).ranges)
    }
    #expect(rows(1, 1) == [0..<1])
    #expect(rows(4096, 512) == [0..<4096])
    #expect(rows(4097, 512) == [0..<4096, 4096..<4097])
    #expect(rows(3, ChunkRows.mostWeights + 1) == [0..<1, 1..<2, 2..<3])
    #expect(rows(1, 1 << 40) == [0..<1])
    #expect(ChunkRows(LayerGeometry(rows: 5, columns: 1)).rowsPerChunk == 0)
    #expect(Array(ChunkRows(rows: 5, rowsPerChunk: 2).ranges) == [0..<2, 2..<4, 4..<5])
  }
}
