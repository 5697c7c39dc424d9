/// Some rows of a layer: which weights are kept, and their codes.
public struct LayerChunk: Sendable {
  /// Which weights are kept; nil where every weight has a code.
  public var kept: KeptBits?
  /// The codes: one for each kept weight, or for each weight if `kept` is nil.
  public var codes: [UInt16]

  /// Creates a chunk.
  public init(kept: KeptBits?, codes: [UInt16]) {
    precondition(kept.map { $0.population == codes.count } ?? true, "a code for each kept weight")
    self.kept = kept
    self.codes = codes
  }
}

/// A layer's positions or codes in coded form.
public struct CodedChunks: Hashable, Sendable {
  /// What a decoder must know before the first chunk.
  public var table: [UInt8]
  /// A payload for each chunk; each can be decoded without the others.
  public var payloads: [[UInt8]]

  /// Creates coded chunks from their parts.
  public init(table: [UInt8], payloads: [[UInt8]]) {
    self.table = table
    self.payloads = payloads
  }

  /// The bytes of table and payloads.
  public var byteCount: Int { payloads.reduce(table.count) { $0 + $1.count } }
}

/// A coder that has seen all chunks of a layer and made its table: it codes each alone, from any thread.
public protocol ChunkEncoder<Chunk>: Sendable {
  /// What is coded: `KeptBits` or `LayerChunk`.
  associatedtype Chunk: Sendable
  /// What a decoder must know before the first chunk.
  var table: [UInt8] { get }

  /// Codes one of the chunks that the table was made for.
  ///
  /// - Returns: its payload.
  func encode(_ chunk: Chunk) -> [UInt8]
}

extension ChunkEncoder {
  /// Codes chunks one after the other.
  public func encode(all chunks: [Chunk]) -> CodedChunks {
    CodedChunks(table: table, payloads: chunks.map { encode($0) })
  }
}
