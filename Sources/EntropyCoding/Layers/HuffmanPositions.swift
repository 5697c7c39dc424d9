import Bytes

/// The coder `huffman` of positions: gaps with skips in one alphabet, whose size is the best for the
/// layer, in a canonical Huffman code.
public struct HuffmanPositions: PositionCoder {
  /// Its name.
  public static let name = "huffman"
  /// The number by which files name it.
  public static let identifier: UInt8 = 1

  /// Creates the coder, which has no settings.
  public init() {}

  /// Chooses the alphabet of gaps and makes its code.
  public func plan(_ chunks: [KeptBits], geometry: LayerGeometry) -> any ChunkEncoder<KeptBits> {
    let gaps = GapCounts(chunks)
    func candidate(_ width: Int) -> (alphabet: GapAlphabet, code: HuffmanEncoder, bits: Int) {
      let alphabet = GapAlphabet(width: width)
      let counts = gaps.symbols(alphabet, tail: false)
      let code = HuffmanEncoder(counts: counts)
      return (alphabet, code, 8 * code.table.count + code.bits(of: counts))
    }
    let best = GapAlphabet.widths.map(candidate).min { $0.bits < $1.bits } ?? candidate(1)
    return Encoder(alphabet: best.alphabet, code: best.code)
  }

  /// Reads the table of a layer.
  public func readTable(_ reader: inout ByteReader, geometry: LayerGeometry) throws(FormatError)
    -> any PositionDecoder
  {
    let alphabet = try GapAlphabet(&reader)
    return Decoder(
      alphabet: alphabet, code: try CodeTable.read(&reader, alphabet: alphabet.size),
      rowCount: geometry.rowCount)
  }

  private struct Encoder: ChunkEncoder {
    let alphabet: GapAlphabet
    let code: HuffmanEncoder

    var table: [UInt8] { [UInt8(alphabet.width)] + code.table }

    func encode(_ chunk: KeptBits) -> [UInt8] {
      let symbols = alphabet.symbols(of: chunk, tail: false)
      var writer = ByteWriter()
      writer.writeVarint(symbols.count)
      writer.write(bytes: code.encode(symbols).bytes)
      return writer.bytes
    }
  }

  private struct Decoder: PositionDecoder {
    let alphabet: GapAlphabet
    let code: CanonicalCode
    let rowCount: Int

    func decode(_ payload: ByteReader, rows: Int, into words: UnsafeMutableBufferPointer<UInt64>)
      throws(FormatError)
    {
      let count = rows * rowCount
      precondition(words.count == KeptBits.wordCount(count), "a bit for each weight")
      words.update(repeating: 0)
      var payload = payload
      let start = payload.offset
      // Every symbol stands for a weight at least.
      let symbolCount = try payload.readVarint(limit: count, "gaps")
      let symbols = try HuffmanDecoder(code: code, count: symbolCount).readSymbols(&payload)
      try payload.expectEnd("the gaps")
      var next = 0
      for symbol in symbols {
        let length = symbol == 0 ? alphabet.skip : Int(symbol)
        guard length <= count - next else {
          throw FormatError(offset: start, message: "the gaps go past the end of the weights")
        }
        next += length
        if symbol > 0 { words[(next - 1) >> 6] |= 1 << UInt64((next - 1) & 63) }
      }
    }
  }
}
