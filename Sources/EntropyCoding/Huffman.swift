import Bytes

/// Canonical Huffman codes with words of at most 24 bits (Huffman, "A method for the construction of
/// minimum-redundancy codes", Proc. IRE 40(9), 1952), the coder of the Deep Compression paper.
///
/// A stream of one distinct symbol has a table and no payload; an empty stream has neither. The bits
/// are laid down in README.md.
public struct Huffman: SymbolCoder {
  /// The name by which users choose it.
  public static let name = "huffman"
  /// The number by which files name it.
  public static let identifier: UInt8 = 1

  /// Creates the coder, which has no settings.
  public init() {}

  /// Codes symbols.
  ///
  /// - Parameters:
  ///   - symbols: the symbols, each below the size of the alphabet.
  ///   - alphabet: its size, 1 to 65,536.
  public func encode(_ symbols: [UInt16], alphabet: Int) -> EncodedSymbols {
    precondition((1...1 << 16).contains(alphabet), "an alphabet has 1 to 65,536 symbols")
    let counts = symbolCounts(of: symbols, alphabet: alphabet)
    let lengths = limitedCodeLengths(counts: counts, limit: CanonicalCode.maximumLength)
    // Without symbols there is no code.
    guard let code = CanonicalCode(lengths: lengths) else {
      return EncodedSymbols(table: [], payload: [], payloadBits: 0)
    }
    let words = code.words
    let widths = lengths.map { Int($0 ?? 0) }
    var writer = BitWriter()
    for symbol in symbols { writer.write(words[Int(symbol)], bits: widths[Int(symbol)]) }
    let bits = writer.bitCount
    return EncodedSymbols(
      table: CodeTable.write(code), payload: writer.finish(), payloadBits: bits)
  }

  /// Reads the table of a stream.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind it afterwards.
  ///   - count: the number of symbols in the stream.
  ///   - alphabet: the size of the alphabet.
  /// - Returns: what reads the payload.
  /// - Throws: `FormatError` if the numbers make no sense or the table breaks a rule.
  public func readTable(_ reader: inout ByteReader, count: Int, alphabet: Int)
    throws(FormatError) -> any SymbolDecoder
  {
    guard (1...1 << 16).contains(alphabet) else {
      throw FormatError(
        offset: reader.offset, message: "an alphabet of \(alphabet) symbols; 1 to 65,536 can be")
    }
    guard count >= 0 else {
      throw FormatError(offset: reader.offset, message: "a stream of \(count) symbols")
    }
    if count == 0 { return EmptyStream() }
    return HuffmanDecoder(code: try CodeTable.read(&reader, alphabet: alphabet), count: count)
  }
}

/// A stream without symbols, which has no payload.
private struct EmptyStream: SymbolDecoder {
  func readSymbols(_ reader: inout ByteReader) throws(FormatError) -> [UInt16] { [] }
}
