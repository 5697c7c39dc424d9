import Bytes

/// A way to write down which weights of a layer are kept. Encoding cannot fail, decoding always can.
///
/// A table shows where it ends; a payload is handed to its decoder alone, without anything behind it.
public protocol PositionCoder: Sendable {
  /// Its name, such as "rans-gap".
  static var name: String { get }
  /// The number by which files name it; never given to another coder of positions, and never 0.
  static var identifier: UInt8 { get }

  /// Creates the coder, which has no settings.
  init()

  /// Looks at all chunks of a layer and makes their table.
  ///
  /// - Parameters:
  ///   - chunks: the rows of the layer in order, in chunks of whole rows.
  ///   - geometry: the whole layer's.
  /// - Returns: what codes each chunk.
  func plan(_ chunks: [KeptBits], geometry: LayerGeometry) -> any ChunkEncoder<KeptBits>

  /// Reads the table of a layer.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind it afterwards.
  ///   - geometry: the whole layer's.
  /// - Returns: what decodes each chunk.
  /// - Throws: `FormatError` if the table is cut off or breaks a rule.
  func readTable(_ reader: inout ByteReader, geometry: LayerGeometry) throws(FormatError)
    -> any PositionDecoder
}

/// What a table says: it reads the payloads that belong to it, from any thread.
public protocol PositionDecoder: Sendable {
  /// Reads the payload of one chunk.
  ///
  /// - Parameters:
  ///   - payload: the payload and nothing else.
  ///   - rows: rows of the chunk.
  ///   - words: one bit for each weight of the chunk, laid out as in `KeptBits`, of any value before;
  ///     every one is written, and those past the end are 0.
  /// - Throws: `FormatError` if the payload is cut off, goes on too long or breaks a rule.
  func decode(_ payload: ByteReader, rows: Int, into words: UnsafeMutableBufferPointer<UInt64>)
    throws(FormatError)
}

extension PositionCoder {
  /// Its name, such as "rans-gap".
  public var name: String { Self.name }

  /// The number by which files name it.
  public var identifier: UInt8 { Self.identifier }

  /// Codes all chunks of a layer, one after the other.
  public func encode(_ chunks: [KeptBits], geometry: LayerGeometry) -> CodedChunks {
    plan(chunks, geometry: geometry).encode(all: chunks)
  }
}
