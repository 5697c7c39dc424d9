/// What a byte of a file is for.
public enum LedgerPart: String, CaseIterable, Sendable {
  /// Codes of shared weights, entropy coded.
  case codes
  /// Which weights are left, entropy coded.
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
  /// Where the model comes from.
  case provenance
  /// Sections that this version does not know.
  case other = "other sections"
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

  /// All bytes, equal kinds of a layer added up; layers in the order of the graph, then the file.
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

  mutating func add(_ bytes: Int, _ part: LedgerPart, layer: String? = nil) {
    guard bytes > 0 else { return }
    if let index = entries.firstIndex(where: { $0.part == part && $0.layer == layer }) {
      entries[index].bytes += bytes
    } else {
      entries.append(Entry(part: part, layer: layer, bytes: bytes))
    }
  }
}

/// Adds up the bytes of a file.
struct LedgerBuilder {
  private let file: CompressedFile
  private var ledger = SizeLedger()
  /// Bytes of the network's section that belong to layers.
  private var layerBytes = 0

  init(_ file: CompressedFile) {
    self.file = file
    for (node, bytes) in zip(file.graph.nodes, file.nodeBytes) {
      ledger.add(bytes, .structure, layer: node.name)
      layerBytes += bytes
    }
  }

  /// Adds a parameter.
  mutating func add(_ parameter: StoredParameter, _ contents: ParameterContents) {
    let layer = parameter.layer
    switch contents {
    case .plain(let values):
      ledger.add(
        values.byteCount, parameter.slot.role == .weight ? .values : .biases, layer: layer)
      layerBytes += values.byteCount
    case .weight(let entries):
      add(
        parameter, tables: entries.indexSize.table + entries.codeSize.table,
        indices: entries.indexSize.payload, codes: entries.codeSize.payload, entries.codebook)
    case .layer(let section, _):
      let payload = section.payloadBytes
      let tables = (section.positions?.byteCount ?? 0) + (section.codes?.byteCount ?? 0)
      add(
        parameter, tables: tables + (section.isDenseWithZero ? 1 : 0),
        indices: payload.positions, codes: payload.codes, section.codebook)
    }
  }

  private mutating func add(
    _ parameter: StoredParameter, tables: Int, indices: Int, codes: Int,
    _ codebook: StoredCodebook?
  ) {
    guard let section = parameter.section else { return }
    let layer = parameter.layer
    ledger.add(codes, codebook == nil ? .values : .codes, layer: layer)
    ledger.add(indices, .indices, layer: layer)
    ledger.add(tables, .codeTables, layer: layer)
    ledger.add(codebook?.byteCount ?? 0, .codebooks, layer: layer)
    let streams = codes + indices + tables + (codebook?.byteCount ?? 0)
    ledger.add(
      section.frameBytes + section.contents.remaining - streams, .structure, layer: layer)
    ledger.add(FileFrame.checksumBytes, .checksums, layer: layer)
  }

  /// Adds everything that belongs to no layer.
  func finish() -> SizeLedger {
    var result = ledger
    result.add(FileFrame.headerBytes, .header)
    var rest = -layerBytes
    for section in file.frame.sections {
      switch SectionKind(rawValue: section.kind) {
      case .codedWeight, .codedLayer: continue
      // They hold what layers were charged for, and little else.
      case .network, .compactNetwork, .plainParameters: rest += section.contents.remaining
      case .provenance: result.add(section.contents.remaining, .provenance)
      case nil: result.add(section.contents.remaining, .other)
      }
      result.add(section.frameBytes, .structure)
      result.add(FileFrame.checksumBytes, .checksums)
    }
    result.add(rest, .structure)
    result.add(1, .structure)
    result.add(Container.digestBytes, .checksums)
    return result
  }
}
