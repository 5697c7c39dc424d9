/// What a byte of a file is for.
public enum LedgerPart: String, CaseIterable, Sendable {
  /// Codes of shared weights, entropy coded.
  case codes
  /// Distances between weights, entropy coded.
  case indices
  /// Values of weights that are pruned but not shared.
  case values
  /// What the entropy decoders must know.
  case codeTables = "code tables"
  /// Shared weights.
  case codebooks
  /// Biases and other parameters that are neither pruned nor shared.
  case biases
  /// The network, and the frames of the sections.
  case structure
  /// Signature and version.
  case header
  /// Checksums of the sections and the digest of the file.
  case checksums
}

/// Where every byte of a file goes.
public struct SizeLedger: Hashable, Sendable {
  /// Bytes of one kind, of a layer if they belong to one.
  public struct Entry: Hashable, Sendable {
    /// What they are for.
    public let part: LedgerPart
    /// The layer's name, or nil if they serve the whole file.
    public let layer: String?
    /// Number of bytes.
    public internal(set) var bytes: Int
  }

  /// All bytes, in the order in which they stand in the file, equal kinds added up.
  public private(set) var entries: [Entry] = []

  /// Number of bytes of all entries.
  public var total: Int { entries.reduce(0) { $0 + $1.bytes } }

  /// Number of bytes of one kind.
  public func bytes(of part: LedgerPart) -> Int {
    entries.reduce(0) { $0 + ($1.part == part ? $1.bytes : 0) }
  }

  /// Kinds that occur, with their bytes.
  public var parts: [(part: LedgerPart, bytes: Int)] {
    LedgerPart.allCases.map { ($0, bytes(of: $0)) }.filter { $0.1 > 0 }
  }

  mutating func add(_ bytes: Int, _ part: LedgerPart, layer: String?) {
    guard bytes > 0 else { return }
    if let index = entries.firstIndex(where: { $0.part == part && $0.layer == layer }) {
      entries[index].bytes += bytes
    } else {
      entries.append(Entry(part: part, layer: layer, bytes: bytes))
    }
  }
}
