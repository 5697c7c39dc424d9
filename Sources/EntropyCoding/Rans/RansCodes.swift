import Bytes

/// The coder `rans` of codes: every code has the share of the states that belongs to its frequency in the
/// layer. Where pruned weights have the code 0 it writes positions along with codes.
public struct RansCodes: CodeCoder {
  /// Its name.
  public static let name = "rans"
  /// The number by which files name it.
  public static let identifier: UInt8 = 2

  /// Creates the coder, which has no settings.
  public init() {}

  /// Counts the codes of all chunks and makes their table.
  public func plan(_ chunks: [LayerChunk], alphabet: Int, geometry: LayerGeometry)
    -> any ChunkEncoder<LayerChunk>
  {
    precondition((1...1 << 16).contains(alphabet), "an alphabet has 1 to 65,536 symbols")
    var counts = SymbolCounts(alphabet: alphabet)
    for chunk in chunks { counts.add(chunk.codes) }
    let found = TableSearch.best(counts: counts.counts)
    return Encoder(
      table: found.description.write(alphabet: alphabet), rans: RansEncoder(found.frequencies))
  }

  /// Reads the table of a layer.
  public func readTable(_ reader: inout ByteReader, alphabet: Int, geometry: LayerGeometry)
    throws(FormatError) -> any CodeDecoder
  {
    try reader.checkAlphabet(alphabet)
    let description = try TableDescription(&reader, alphabet: alphabet)
    return Decoder(table: RansDecodingTable(description.frequencies(alphabet: alphabet)))
  }

  private struct Encoder: ChunkEncoder {
    let table: [UInt8]
    let rans: RansEncoder

    func encode(_ chunk: LayerChunk) -> [UInt8] {
      rans.encode(chunk.codes, items: chunk.codes.count)
    }
  }

  private struct Decoder: CodeDecoder {
    let table: RansDecodingTable

    func decode(
      _ payload: ByteReader, rows: Int, kept: UnsafeBufferPointer<UInt64>?,
      into codes: UnsafeMutableBufferPointer<UInt16>
    ) throws(FormatError) {
      try table.read(payload, items: codes.count) { rans in
        var next = 0
        while rans.hasFour, next &+ 4 <= codes.count {
          let four = rans.nextFour()
          codes[next] = UInt16(truncatingIfNeeded: four.0)
          codes[next &+ 1] = UInt16(truncatingIfNeeded: four.1)
          codes[next &+ 2] = UInt16(truncatingIfNeeded: four.2)
          codes[next &+ 3] = UInt16(truncatingIfNeeded: four.3)
          next &+= 4
        }
        while next < codes.count {
          codes[next] = UInt16(truncatingIfNeeded: rans.nextOne())
          next &+= 1
        }
        return true
      }
    }
  }
}
