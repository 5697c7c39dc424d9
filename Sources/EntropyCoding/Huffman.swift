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
    // Without symbols there is no code.
    if symbols.isEmpty { return EncodedSymbols(table: [], payload: [], payloadBits: 0) }
    let code = HuffmanEncoder(counts: symbolCounts(of: symbols, alphabet: alphabet))
    let payload = code.encode(symbols)
    return EncodedSymbols(table: code.table, payload: payload.bytes, payloadBits: payload.bits)
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
    try reader.checkAlphabet(alphabet)
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
