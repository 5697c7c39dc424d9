import Bytes

/// A way to write down the codes of a layer's weights. Encoding cannot fail, decoding always can.
///
/// A table shows where it ends; a payload is handed to its decoder alone, without anything behind it.
public protocol CodeCoder: Sendable {
  /// Its name, such as "rans".
  static var name: String { get }
  /// The number by which files name it; never given to another coder of codes, and never 0.
  static var identifier: UInt8 { get }

  /// Creates the coder, which has no settings.
  init()

  /// Looks at all chunks of a layer and makes their table.
  ///
  /// - Parameters:
  ///   - chunks: the rows of the layer in order, in chunks of whole rows.
  ///   - alphabet: 1 to 65,536; every code is below it.
  ///   - geometry: the whole layer's.
  /// - Returns: what codes each chunk.
  func plan(_ chunks: [LayerChunk], alphabet: Int, geometry: LayerGeometry)
    -> any ChunkEncoder<LayerChunk>

  /// Reads the table of a layer.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind it afterwards.
  ///   - alphabet: the size of the alphabet.
  ///   - geometry: the whole layer's.
  /// - Returns: what decodes each chunk.
  /// - Throws: `FormatError` if the alphabet is not 1 to 65,536, or the table is cut off or breaks a
  ///   rule.
  func readTable(_ reader: inout ByteReader, alphabet: Int, geometry: LayerGeometry)
    throws(FormatError) -> any CodeDecoder
}

/// What a table says: it reads the payloads that belong to it, from any thread.
public protocol CodeDecoder: Sendable {
  /// Reads the payload of one chunk.
  ///
  /// - Parameters:
  ///   - payload: the payload and nothing else.
  ///   - rows: rows of the chunk.
  ///   - kept: which weights are kept, laid out as in `KeptBits`; nil where every weight has a code.
  ///   - codes: one for each kept weight of the chunk, or for each weight if `kept` is nil, of any value
  ///     before; every one is written, and is below the alphabet.
  /// - Throws: `FormatError` if the payload is cut off, goes on too long or breaks a rule.
  func decode(
    _ payload: ByteReader, rows: Int, kept: UnsafeBufferPointer<UInt64>?,
    into codes: UnsafeMutableBufferPointer<UInt16>
  ) throws(FormatError)
}

extension CodeCoder {
  /// Its name, such as "rans".
  public var name: String { Self.name }

  /// The number by which files name it.
  public var identifier: UInt8 { Self.identifier }

  /// Codes all chunks of a layer, one after the other.
  public func encode(_ chunks: [LayerChunk], alphabet: Int, geometry: LayerGeometry)
    -> CodedChunks
  {
    plan(chunks, alphabet: alphabet, geometry: geometry).encode(all: chunks)
  }
}
