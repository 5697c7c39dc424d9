import Bytes

/// The coder `huffman` of codes: one canonical Huffman code for the layer.
public struct HuffmanCodes: CodeCoder {
  /// Its name.
  public static let name = "huffman"
  /// The number by which files name it.
  public static let identifier: UInt8 = 1

  /// Creates the coder, which has no settings.
  public init() {}

  /// Counts the codes of all chunks and makes their code.
  public func plan(_ chunks: [LayerChunk], alphabet: Int, geometry: LayerGeometry)
    -> any ChunkEncoder<LayerChunk>
  {
    precondition((1...1 << 16).contains(alphabet), "an alphabet has 1 to 65,536 symbols")
    var counts = SymbolCounts(alphabet: alphabet)
    for chunk in chunks { counts.add(chunk.codes) }
    return Encoder(code: HuffmanEncoder(counts: counts.counts))
  }

  /// Reads the table of a layer.
  public func readTable(_ reader: inout ByteReader, alphabet: Int, geometry: LayerGeometry)
    throws(FormatError) -> any CodeDecoder
  {
    try reader.checkAlphabet(alphabet)
    return Decoder(code: try CodeTable.read(&reader, alphabet: alphabet))
  }

  private struct Encoder: ChunkEncoder {
    let code: HuffmanEncoder

    var table: [UInt8] { code.table }

    func encode(_ chunk: LayerChunk) -> [UInt8] { code.encode(chunk.codes).bytes }
  }

  private struct Decoder: CodeDecoder {
    let code: CanonicalCode

    func decode(
      _ payload: ByteReader, rows: Int, kept: UnsafeBufferPointer<UInt64>?,
      into codes: UnsafeMutableBufferPointer<UInt16>
    ) throws(FormatError) {
      var payload = payload
      let symbols = try HuffmanDecoder(code: code, count: codes.count).readSymbols(&payload)
      try payload.expectEnd("the codes")
      _ = codes.update(fromContentsOf: symbols)
    }
  }
}
