import Bytes
import EntropyCoding
import Networks
import Tensors
import Training

extension CompressedFile {
  /// What the file holds, layer by layer, and where every byte goes.
  /// - Parameters:
  ///   - threads: number of threads; the report is the same for any.
  ///   - indexBits: bits of a distance in the paper's form, by layer name, for layers that are not
  ///     stored so; others take `EncodingOptions.defaultIndexBits`.
  /// - Throws: `FormatError` if a section is damaged.
  public func report(
    threads: Int = 1, indexBits: [String: Int] = [:]
  ) throws(FormatError) -> EncodeReport {
    let pool = WorkerPool(threads: threads)
    var ledger = LedgerBuilder(self)
    var layers: [CodedLayer] = []
    for parameter in parameters {
      let contents = try parameter.contents()
      ledger.add(parameter, contents)
      switch contents {
      case .plain: break
      case .weight(let entries): layers.append(try entries.row(parameter.layer))
      case .layer(let section, _):
        let bits = indexBits[parameter.layer] ?? EncodingOptions.defaultIndexBits
        layers.append(try section.row(parameter.layer, indexBits: bits, on: pool))
      }
    }
    return EncodeReport(
      bytes: byteCount,
      originalBytes: parameters.reduce(0) { $0 + 4 * $1.slot.shape.count }, layers: layers,
      ledger: ledger.finish())
  }
}

extension WeightEntries {
  /// How the weight was coded.
  fileprivate func row(_ name: String) throws(FormatError) -> CodedLayer {
    let entropies = entropies
    func stream(_ size: StreamSize, _ bits: Double) -> CodedStream {
      CodedStream(
        coder: Huffman.name, tableBytes: size.table, payloadBytes: size.payload,
        entropyBits: bits)
    }
    return CodedLayer(
      name: name, total: shape.count, kept: try kept()?.population ?? shape.count,
      entries: count, codeBits: codebook?.bits ?? 32, indexBits: indexBits,
      positions: isPruned ? stream(indexSize, entropies.indices) : nil,
      codes: codebook == nil ? nil : stream(codeSize, entropies.codes),
      valueBytes: codebook == nil ? codeSize.payload : 0,
      sharedWeights: codebook?.centroids.count ?? 0, codebookForm: codebook?.storage.name,
      codebookBytes: codebook?.byteCount ?? 0, storedEntries: count)
  }
}

extension LayerSection {
  /// Bytes of all payloads of positions, and of codes or values.
  var payloadBytes: (positions: Int, codes: Int) {
    chunks.reduce(into: (0, 0)) { sums, chunk in
      sums.0 += chunk.positions?.remaining ?? 0
      sums.1 += chunk.codes.remaining
    }
  }

  /// How the weight was coded.
  fileprivate func row(
    _ name: String, indexBits: Int, on pool: WorkerPool
  ) throws(FormatError) -> CodedLayer {
    let statistics = try pool.map(chunks.count) { task throws(FormatError) in
      ChunkStatistics(try decode(chunks[task]), self)
    }
    var counts = [Int](repeating: 0, count: alphabet)
    var paper = PaperEntries(bits: indexBits, isShared: codebook != nil)
    for chunk in statistics {
      for (symbol, count) in chunk.counts.enumerated() { counts[symbol] += count }
      paper.add(chunk.words, count: chunk.count)
    }
    let total = shape.count
    let kept = isPruned ? paper.kept : total
    let payload = payloadBytes
    return CodedLayer(
      name: name, total: total, kept: kept, entries: isPruned ? paper.entries : total,
      codeBits: codebook?.bits ?? 32, indexBits: isPruned ? indexBits : 0,
      positions: positions.map {
        CodedStream(
          coder: $0.coder, tableBytes: $0.byteCount, payloadBytes: payload.positions,
          entropyBits: orderZeroEntropy(counts: [kept, total - kept]))
      },
      codes: codes.map {
        // With one stream for both, the number 0 in the place of a coder of positions comes along.
        CodedStream(
          coder: $0.coder, tableBytes: $0.byteCount + (isDenseWithZero ? 1 : 0),
          payloadBytes: payload.codes, entropyBits: orderZeroEntropy(counts: counts))
      },
      valueBytes: codes == nil ? payload.codes : 0,
      sharedWeights: codebook?.centroids.count ?? 0, codebookForm: codebook?.storage.name,
      codebookBytes: codebook?.byteCount ?? 0, storedEntries: kept)
  }
}

extension CodebookStorage {
  /// What people call it.
  fileprivate var name: String {
    switch self {
    case .float32: "float32"
    case .float16: "float16"
    case .fitted: "fitted"
    case .coded: "coded"
    }
  }
}

/// What is counted of a chunk.
private struct ChunkStatistics: Sendable {
  let count: Int
  /// Which weights are left; empty if none is pruned.
  let words: [UInt64]
  /// How often each symbol occurs.
  var counts: [Int]

  init(_ chunk: DecodedChunk, _ section: LayerSection) {
    count = chunk.count
    words = section.isPruned ? chunk.keptWords : []
    counts = [Int](repeating: 0, count: section.alphabet)
    counts.withUnsafeMutableBufferPointer { counts in
      for symbol in chunk.symbols { counts[Int(symbol)] += 1 }
    }
  }
}

/// Counts what the paper's form would store.
private struct PaperEntries {
  private let bits: Int
  private let isShared: Bool
  private(set) var entries = 0
  private(set) var kept = 0
  /// Weights since the last one that is kept.
  private var gap = 0

  init(bits: Int, isShared: Bool) {
    self.bits = bits
    self.isShared = isShared
  }

  mutating func add(_ words: [UInt64], count: Int) {
    // The first filler is due at this distance, and each takes it up.
    let longest = isShared ? 1 << bits : 1 << bits - 1
    var next = 0
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        let position = index * 64 + rest.trailingZeroBitCount
        entries += 1 + (gap + position - next) / max(1, longest)
        kept += 1
        gap = 0
        next = position + 1
        rest &= rest - 1
      }
    }
    gap += count - next
  }
}
