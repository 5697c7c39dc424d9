import Bytes

/// A stream of symbols in coded form.
public struct EncodedSymbols: Sendable, Equatable {
  /// What a decoder must know before the first symbol, in whole bytes.
  public var table: [UInt8]
  /// The symbols themselves, in whole bytes.
  public var payload: [UInt8]
  /// The bits of the payload that carry symbols; the rest of its last byte is zero.
  public var payloadBits: Int

  /// Creates a coded stream from its parts.
  ///
  /// - Parameters:
  ///   - table: what a decoder must know before the first symbol.
  ///   - payload: the symbols.
  ///   - payloadBits: the bits of the payload that carry symbols.
  public init(table: [UInt8], payload: [UInt8], payloadBits: Int) {
    self.table = table
    self.payload = payload
    self.payloadBits = payloadBits
  }

  /// The bytes that it takes in a file.
  public var byteCount: Int { table.count + payload.count }
}

/// A way to write symbols in few bits. Encoding cannot fail, decoding always can.
///
/// Table and payload delimit themselves: a decoder that knows how many symbols there are, and of
/// which alphabet, finds the end of both. Neither number is stored here.
public protocol SymbolCoder: Sendable {
  /// The name by which users choose it, such as "huffman".
  static var name: String { get }
  /// The number by which files name it; never given to another coder.
  static var identifier: UInt8 { get }

  /// Creates the coder, which has no settings.
  init()

  /// Codes symbols.
  ///
  /// - Parameters:
  ///   - symbols: the symbols, each below the size of the alphabet.
  ///   - alphabet: its size, 1 to 65,536.
  func encode(_ symbols: [UInt16], alphabet: Int) -> EncodedSymbols

  /// Reads the table of a stream.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind it afterwards.
  ///   - count: the number of symbols in the stream.
  ///   - alphabet: the size of the alphabet.
  /// - Returns: what reads the payload.
  /// - Throws: `FormatError` if the numbers make no sense or the table breaks a rule.
  func readTable(_ reader: inout ByteReader, count: Int, alphabet: Int) throws(FormatError)
    -> any SymbolDecoder
}

/// What a table says: it reads the payload that belongs to it.
public protocol SymbolDecoder: Sendable {
  /// Reads the payload.
  ///
  /// A payload may have no bits at all, however many symbols it stands for: whoever takes that number
  /// from a file bounds it first by what it is willing to hold in memory, 2 bytes a symbol.
  ///
  /// - Parameter reader: stands at the payload; stands behind it afterwards.
  /// - Returns: as many symbols as were announced for the table.
  /// - Throws: `FormatError` if the payload is cut off or breaks a rule.
  func readSymbols(_ reader: inout ByteReader) throws(FormatError) -> [UInt16]
}

extension SymbolCoder {
  /// The name by which users choose it.
  public var name: String { Self.name }

  /// The number by which files name it.
  public var identifier: UInt8 { Self.identifier }

  /// Reads a table and its payload from two places.
  ///
  /// - Parameters:
  ///   - table: stands at the table; stands behind it afterwards.
  ///   - payload: stands at the payload; stands behind it afterwards.
  ///   - count: the number of symbols.
  ///   - alphabet: the size of the alphabet.
  /// - Throws: `FormatError` if one of them is cut off or breaks a rule.
  public func decode(
    table: inout ByteReader, payload: inout ByteReader, count: Int, alphabet: Int
  ) throws(FormatError) -> [UInt16] {
    try readTable(&table, count: count, alphabet: alphabet).readSymbols(&payload)
  }

  /// Reads a table and the payload that follows it at once.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind the payload afterwards.
  ///   - count: the number of symbols.
  ///   - alphabet: the size of the alphabet.
  /// - Throws: `FormatError` if one of them is cut off or breaks a rule.
  public func decode(_ reader: inout ByteReader, count: Int, alphabet: Int) throws(FormatError)
    -> [UInt16]
  {
    try readTable(&reader, count: count, alphabet: alphabet).readSymbols(&reader)
  }
}
