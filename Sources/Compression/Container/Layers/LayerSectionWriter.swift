import Bytes
import EntropyCoding
import Networks
import Tensors
import Training

/// A weight with what is known of it.
struct LayerContents {
  let layer: WeightedLayer
  /// The parameter's number.
  let number: Int
  let weights: Tensor
  let mask: Mask?
  let codebook: Codebook?

  var form: WeightForm {
    var form: WeightForm = []
    if mask != nil { form.insert(.pruned) }
    if codebook != nil { form.insert(.shared) }
    return form
  }
}

/// Section 4, written: the smallest of several coders for each stream.
struct LayerSectionWriter {
  let coders: CoderSelection
  let codebooks: CodebookPrecision
  let pool: WorkerPool
  let isCancelled: @Sendable () -> Bool

  /// Codes a layer.
  /// - Returns: the contents of the section, and what each coder made of each stream.
  /// - Throws: `CompressionError.cancelled`.
  func write(
    _ contents: LayerContents
  ) throws(CompressionError) -> (bytes: [UInt8], trials: [CoderTrial]) {
    let codebook = contents.codebook.map { StoredCodebook.write($0, codebooks) }
    let streams = LayerStreams(contents, codebook)
    let rows = ChunkRows(streams.geometry)
    let trials = StreamTrials(streams, rows, pool: pool, isCancelled: isCancelled)
    let coded = try trials.smallest(of: coders, for: contents)

    var writer = ByteWriter()
    writer.writeVarint(contents.number)
    var form = contents.form.rawValue
    if let stored = codebook?.codebook {
      form |= stored.storage.rawValue << 2 | UInt8(stored.bits - 1) << 4
    }
    writer.write(form)
    if let codebook {
      writer.writeVarint(codebook.codebook.centroids.count)
      writer.write(bytes: codebook.bytes)
    }
    if contents.mask != nil {
      writer.write(coded.positions?.identifier ?? 0)
      writer.write(bytes: coded.positions?.chunks.table ?? [])
    }
    if let codes = coded.codes {
      writer.write(codes.identifier)
      writer.write(bytes: codes.chunks.table)
    }
    writer.writeVarint(rows.rowsPerChunk)
    let count = Array(rows.ranges).count
    for chunk in 0..<count {
      if let positions = coded.positions {
        writer.writePayload(positions.chunks.payloads[chunk], isLast: false)
      }
      writer.writePayload(coded.lastPayload(chunk), isLast: chunk == count - 1)
    }
    return (writer.bytes, coded.trials)
  }
}

extension ByteWriter {
  /// Writes a payload behind its length, which the last one of a section lacks.
  fileprivate mutating func writePayload(_ payload: [UInt8], isLast: Bool) {
    if !isLast { writeVarint(payload.count) }
    write(bytes: payload)
  }
}

/// A weight as coders see it: positions, and the symbols of its codes.
struct LayerStreams: Sendable {
  let geometry: LayerGeometry
  private let mask: Mask?
  private let codes: [UInt16]?
  private let weights: Tensor
  /// The rank of each code.
  private let ranks: [UInt16]
  /// Number of shared weights that are stored.
  private let stored: Int

  init(_ contents: LayerContents, _ codebook: StoredCodebook.Written?) {
    geometry = LayerGeometry(contents.layer.shape)
    mask = contents.mask
    codes = contents.codebook?.codes
    weights = contents.weights
    stored = codebook?.codebook.values.count ?? 0
    let ranks = codebook?.codebook.ranks ?? []
    self.ranks = codebook?.renumbered.map { $0.map { ranks[Int($0)] } } ?? ranks
  }

  /// The size of the alphabet of codes.
  func alphabet(denseWithZero: Bool) -> Int { denseWithZero ? stored + 1 : max(1, stored) }

  private func range(_ rows: Range<Int>) -> Range<Int> {
    rows.lowerBound * geometry.rowCount..<rows.upperBound * geometry.rowCount
  }

  /// Which weights of some rows are kept; nil if none is pruned.
  func positions(_ rows: Range<Int>) -> KeptBits? {
    mask.map { mask in
      let range = range(rows)
      return KeptBits(count: range.count, words: mask.kept.words64(range))
    }
  }

  /// The codes of some rows.
  /// - Parameter kept: the weights that have one; nil if all have.
  func codes(_ rows: Range<Int>, kept: KeptBits?) -> LayerChunk {
    let range = range(rows)
    guard let codes else { return LayerChunk(kept: KeptBits(count: range.count), codes: []) }
    return codes.withUnsafeBufferPointer { codes in
      ranks.withUnsafeBufferPointer { ranks in
        guard let kept else {
          return LayerChunk(kept: nil, codes: range.map { ranks[Int(codes[$0])] })
        }
        var symbols: [UInt16] = []
        symbols.reserveCapacity(kept.population)
        kept.forEach { symbols.append(ranks[Int(codes[range.lowerBound &+ $0])]) }
        return LayerChunk(kept: kept, codes: symbols)
      }
    }
  }

  /// The codes of some rows with 0 for pruned weights.
  func denseWithZero(_ rows: Range<Int>) -> LayerChunk {
    let range = range(rows)
    let codes = codes ?? []
    return codes.withUnsafeBufferPointer { codes in
      ranks.withUnsafeBufferPointer { ranks in
        LayerChunk(
          kept: nil,
          codes: range.map { codes[$0] == 0 ? 0 : ranks[Int(codes[$0])] + 1 })
      }
    }
  }

  /// The values of the weights that are left of some rows, as they stand in a file.
  func values(_ rows: Range<Int>) -> [UInt8] {
    guard let kept = positions(rows) else { return [] }
    var writer = ByteWriter()
    let start = range(rows).lowerBound
    weights.withUnsafeBufferPointer { weights in
      kept.forEach { writer.write(weights[start &+ $0]) }
    }
    return writer.bytes
  }
}

extension KeptBits {
  /// Calls a function with the position of each weight that is kept, ascending.
  func forEach(_ body: (Int) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(index &* 64 &+ rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
  }
}
