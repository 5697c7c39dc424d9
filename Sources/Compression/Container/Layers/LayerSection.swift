import Bytes
import EntropyCoding
import Tensors

/// Section 4, its tables read and its chunks found: each can be decoded alone.
struct LayerSection: Sendable {
  /// Whole rows of the weight, and where they stand.
  struct Chunk: Sendable {
    let rows: Range<Int>
    /// The payload of positions, if there is a coder of positions.
    let positions: ByteReader?
    /// The payload of codes, or values.
    let codes: ByteReader
  }

  let shape: Shape
  let geometry: LayerGeometry
  let isPruned: Bool
  let codebook: StoredCodebook?
  /// What decodes positions; nil if none are stored.
  let positions: CoderTable<any PositionDecoder>?
  /// What decodes codes; nil if there are values instead.
  let codes: CoderTable<any CodeDecoder>?
  let chunks: [Chunk]

  /// A coder's table.
  struct CoderTable<Decoder: Sendable>: Sendable {
    let coder: String
    let decoder: Decoder
    /// Bytes of the coder's number and the table.
    let byteCount: Int
  }

  /// Whether one stream says which weights are pruned and what the others are.
  var isDenseWithZero: Bool { isPruned && positions == nil }

  /// The size of the alphabet of codes.
  var alphabet: Int {
    LayerSection.alphabet(codebook, isDenseWithZero: isDenseWithZero)
  }

  static func alphabet(_ codebook: StoredCodebook?, isDenseWithZero: Bool) -> Int {
    let count = codebook?.values.count ?? 0
    return isDenseWithZero ? count + 1 : max(1, count)
  }

  /// The value of each symbol.
  var symbolValues: [Float] {
    let values = codebook?.sorted ?? []
    return isDenseWithZero ? [0] + values : values
  }

  /// Reads everything behind the parameter's number, but decodes no chunk.
  init(_ section: ByteReader, shape: Shape) throws(FormatError) {
    var reader = section
    self.shape = shape
    geometry = LayerGeometry(shape)
    let start = reader.offset
    let bits = try reader.readUInt8()
    let form = WeightForm(rawValue: bits & 3)
    guard !form.isEmpty, form.contains(.shared) || bits == form.rawValue else {
      throw FormatError(offset: start, message: "\(bits) is not a form of coded layers")
    }
    isPruned = form.contains(.pruned)
    codebook =
      form.contains(.shared)
      ? try LayerSection.readCodebook(&reader, form: bits, pinsZero: isPruned) : nil
    positions = isPruned ? try LayerSection.readPositions(&reader, geometry) : nil
    if isPruned, positions == nil, codebook == nil {
      throw FormatError(offset: reader.offset - 1, message: "there is no coder of positions")
    }
    let alphabet = LayerSection.alphabet(codebook, isDenseWithZero: isPruned && positions == nil)
    codes =
      codebook == nil
      ? nil : try LayerSection.readCodes(&reader, geometry, alphabet: alphabet)
    chunks = try LayerSection.readChunks(&reader, geometry, hasPositions: positions != nil)
  }

  private static func readCodebook(
    _ reader: inout ByteReader, form: UInt8, pinsZero: Bool
  ) throws(FormatError) -> StoredCodebook {
    let bits = Int(form >> 4) + 1
    let start = reader.offset
    let count = try reader.readVarint(limit: 1 << bits, "shared weights")
    guard count >= 1 else { throw FormatError(offset: start, message: "the codebook is empty") }
    let place = reader.offset
    let stored = pinsZero ? count - 1 : count
    guard let storage = CodebookStorage(rawValue: form >> 2 & 3) else {
      throw FormatError(offset: start, message: "the form of the codebook is unknown")
    }
    let values = try StoredCodebook.readValues(&reader, storage, count: stored)
    return StoredCodebook(
      storage: storage, bits: bits, pinsZero: pinsZero, values: values,
      byteCount: reader.offset - place)
  }

  private static func readPositions(
    _ reader: inout ByteReader, _ geometry: LayerGeometry
  ) throws(FormatError) -> CoderTable<any PositionDecoder>? {
    let start = reader.offset
    let number = try reader.readUInt8()
    guard number != 0 else { return nil }
    guard let coder = LayerCoders.positions(identifiedBy: number) else {
      throw FormatError(
        offset: start, message: "there is no coder \(number) of positions in this version")
    }
    let decoder = try coder.readTable(&reader, geometry: geometry)
    return CoderTable(coder: coder.name, decoder: decoder, byteCount: reader.offset - start)
  }

  private static func readCodes(
    _ reader: inout ByteReader, _ geometry: LayerGeometry, alphabet: Int
  ) throws(FormatError) -> CoderTable<any CodeDecoder> {
    let start = reader.offset
    let number = try reader.readUInt8()
    guard let coder = LayerCoders.codes(identifiedBy: number) else {
      throw FormatError(
        offset: start, message: "there is no coder \(number) of codes in this version")
    }
    let decoder = try coder.readTable(&reader, alphabet: alphabet, geometry: geometry)
    return CoderTable(coder: coder.name, decoder: decoder, byteCount: reader.offset - start)
  }

  private static func readChunks(
    _ reader: inout ByteReader, _ geometry: LayerGeometry, hasPositions: Bool
  ) throws(FormatError) -> [Chunk] {
    let rowsPerChunk = try reader.readVarint(limit: max(0, geometry.rows - 1), "rows of a chunk")
    var chunks: [Chunk] = []
    for rows in ChunkRows(rows: geometry.rows, rowsPerChunk: rowsPerChunk).ranges {
      let positions = hasPositions ? try readPayload(&reader) : nil
      let isLast = rows.upperBound == geometry.rows
      let codes =
        isLast ? try reader.subreader(count: reader.remaining) : try readPayload(&reader)
      chunks.append(Chunk(rows: rows, positions: positions, codes: codes))
    }
    return chunks
  }

  private static func readPayload(_ reader: inout ByteReader) throws(FormatError) -> ByteReader {
    try reader.subreader(count: try reader.readVarint(limit: reader.remaining, "bytes of a chunk"))
  }
}

/// How the rows of a layer are cut into chunks.
package struct ChunkRows {
  /// Most weights of a chunk, unless a row alone has more.
  package static let mostWeights = 1 << 21

  /// All rows.
  package let rows: Int
  /// 0 for all rows in one chunk.
  package let rowsPerChunk: Int

  /// Chunks of so many rows.
  package init(rows: Int, rowsPerChunk: Int) {
    self.rows = rows
    self.rowsPerChunk = rowsPerChunk
  }

  /// The chunks that the writer makes.
  package init(_ geometry: LayerGeometry) {
    rows = geometry.rows
    let fitting = max(1, ChunkRows.mostWeights / max(1, geometry.rowCount))
    rowsPerChunk = fitting < geometry.rows ? fitting : 0
  }

  /// The rows of each chunk, made one at a time: a file may declare many.
  package var ranges: some Sequence<Range<Int>> {
    let size = rowsPerChunk == 0 ? max(1, rows) : rowsPerChunk
    return stride(from: 0, to: max(1, rows), by: size).lazy.map {
      [rows] start in start..<min(rows, start + size)
    }
  }
}

extension LayerGeometry {
  /// The rows of a weight: its first extent; further ones are columns, kernel height and width.
  init(_ shape: Shape) {
    let extents = shape.dimensions
    self.init(
      rows: extents.first ?? 1, columns: extents.count > 1 ? extents[1] : 1,
      kernelHeight: extents.count > 2 ? extents[2] : 1,
      kernelWidth: extents.dropFirst(3).reduce(1, *))
  }
}
