import Bytes
import EntropyCoding
import Training

/// A stream in the form that was chosen.
struct CodedStreams {
  /// Chunks with the number of their coder.
  struct Stream {
    let identifier: UInt8
    let chunks: CodedChunks
  }

  /// nil if no weight is pruned, or codes stand for positions too.
  let positions: Stream?
  /// nil if weights are not shared.
  let codes: Stream?
  /// The values of each chunk, if weights are not shared.
  let values: [[UInt8]]
  let trials: [CoderTrial]

  /// What stands last in a chunk.
  func lastPayload(_ chunk: Int) -> [UInt8] { codes?.chunks.payloads[chunk] ?? values[chunk] }
}

/// Tries coders on the streams of a layer, chunks and coders side by side.
struct StreamTrials {
  private let streams: LayerStreams
  private let rows: [Range<Int>]
  private let pool: WorkerPool
  private let isCancelled: @Sendable () -> Bool

  init(
    _ streams: LayerStreams, _ rows: ChunkRows, pool: WorkerPool,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.streams = streams
    self.rows = Array(rows.ranges)
    self.pool = pool
    self.isCancelled = isCancelled
  }

  /// A coder to try.
  private enum Candidate {
    case positions(any PositionCoder)
    case codes(any CodeCoder)
    case denseWithZero(any CodeCoder)

    var stream: CoderTrial.Stream {
      switch self {
      case .positions: .positions
      case .codes: .codes
      case .denseWithZero: .both
      }
    }

    var name: String {
      switch self {
      case .positions(let coder): coder.name
      case .codes(let coder), .denseWithZero(let coder): coder.name
      }
    }

    var identifier: UInt8 {
      switch self {
      case .positions(let coder): coder.identifier
      case .codes(let coder), .denseWithZero(let coder): coder.identifier
      }
    }
  }

  /// A coder that made its table.
  private enum Planned: Sendable {
    case positions(any ChunkEncoder<KeptBits>)
    case codes(any ChunkEncoder<LayerChunk>)
    case denseWithZero(any ChunkEncoder<LayerChunk>)

    var table: [UInt8] {
      switch self {
      case .positions(let encoder): encoder.table
      case .codes(let encoder), .denseWithZero(let encoder): encoder.table
      }
    }
  }

  /// The streams of all chunks as coders take them.
  private struct Chunks: Sendable {
    var positions: [KeptBits] = []
    var codes: [LayerChunk] = []
    var denseWithZero: [LayerChunk] = []
  }

  /// Codes every stream with every coder and keeps the smallest; of equals the first.
  /// - Throws: `CompressionError.cancelled`.
  func smallest(
    of selection: CoderSelection, for contents: LayerContents
  ) throws(CompressionError) -> CodedStreams {
    var candidates: [Candidate] = []
    let form = contents.form
    if form.contains(.pruned) { candidates += selection.positions.map { .positions($0) } }
    if form.contains(.shared) { candidates += selection.codes.map { .codes($0) } }
    if form == [.pruned, .shared], selection.triesDenseWithZero {
      candidates += selection.codes.map { .denseWithZero($0) }
    }
    for (part, stream) in [(WeightForm.pruned, CoderTrial.Stream.positions), (.shared, .codes)]
    where form.contains(part) && !candidates.contains(where: { $0.stream == stream }) {
      throw CompressionError("there is no coder `\(selection.rawValue)` of \(stream.rawValue)")
    }
    let coded = try code(candidates, form)
    let sizes = zip(candidates, coded).map { size($0, $1) }
    func best(_ stream: CoderTrial.Stream) -> Int? {
      candidates.indices.filter { candidates[$0].stream == stream }.min { sizes[$0] < sizes[$1] }
    }
    var chosen = [best(.positions), best(.codes)].compactMap { $0 }
    // The number 0 stands where the coder of positions would.
    if let both = best(.both), 1 + sizes[both] < chosen.reduce(0, { $0 + sizes[$1] }) {
      chosen = [both]
    }
    func stream(_ kinds: CoderTrial.Stream...) -> CodedStreams.Stream? {
      chosen.first { kinds.contains(candidates[$0].stream) }.map {
        CodedStreams.Stream(identifier: candidates[$0].identifier, chunks: coded[$0])
      }
    }
    return CodedStreams(
      positions: stream(.positions), codes: stream(.codes, .both),
      values: form.contains(.shared) ? [] : rows.map { streams.values($0) },
      trials: candidates.indices.map {
        CoderTrial(
          layer: contents.layer.name, stream: candidates[$0].stream, coder: candidates[$0].name,
          bytes: sizes[$0], isChosen: chosen.contains($0))
      })
  }

  /// Bytes of the coder's number, the table, and the payloads with their lengths.
  private func size(_ candidate: Candidate, _ coded: CodedChunks) -> Int {
    let isLast = candidate.stream != .positions
    return coded.payloads.enumerated().reduce(1 + coded.table.count) { sum, payload in
      let hasLength = !(isLast && payload.offset == coded.payloads.count - 1)
      return sum + payload.element.count
        + (hasLength ? ByteWriter.varintBytes(payload.element.count) : 0)
    }
  }

  private func code(
    _ candidates: [Candidate], _ form: WeightForm
  ) throws(CompressionError) -> [CodedChunks] {
    let chunks = try makeChunks(form, dense: candidates.contains { $0.stream == .both })
    let planned = try pool.map(candidates.count) { task throws(CompressionError) in
      try plan(candidates[task], chunks)
    }
    let payloads = try pool.map(candidates.count * rows.count) {
      task throws(CompressionError) in
      if isCancelled() { throw .cancelled }
      let chunk = task % rows.count
      return switch planned[task / rows.count] {
      case .positions(let encoder): encoder.encode(chunks.positions[chunk])
      case .codes(let encoder): encoder.encode(chunks.codes[chunk])
      case .denseWithZero(let encoder): encoder.encode(chunks.denseWithZero[chunk])
      }
    }
    return planned.enumerated().map { index, planned in
      CodedChunks(
        table: planned.table,
        payloads: Array(payloads[index * rows.count..<(index + 1) * rows.count]))
    }
  }

  private func plan(
    _ candidate: Candidate, _ chunks: Chunks
  ) throws(CompressionError) -> Planned {
    if isCancelled() { throw .cancelled }
    let geometry = streams.geometry
    return switch candidate {
    case .positions(let coder): .positions(coder.plan(chunks.positions, geometry: geometry))
    case .codes(let coder):
      .codes(
        coder.plan(
          chunks.codes, alphabet: streams.alphabet(denseWithZero: false), geometry: geometry))
    case .denseWithZero(let coder):
      .denseWithZero(
        coder.plan(
          chunks.denseWithZero, alphabet: streams.alphabet(denseWithZero: true),
          geometry: geometry))
    }
  }

  private func makeChunks(
    _ form: WeightForm, dense: Bool
  ) throws(CompressionError) -> Chunks {
    let made = try pool.map(rows.count) { task throws(CompressionError) in
      if isCancelled() { throw .cancelled }
      let kept = streams.positions(rows[task])
      return (
        kept: kept, codes: form.contains(.shared) ? streams.codes(rows[task], kept: kept) : nil,
        dense: dense ? streams.denseWithZero(rows[task]) : nil
      )
    }
    return Chunks(
      positions: made.compactMap(\.kept), codes: made.compactMap(\.codes),
      denseWithZero: made.compactMap(\.dense))
  }
}

extension ByteWriter {
  /// Bytes that a number of variable length takes.
  static func varintBytes(_ value: Int) -> Int {
    max(1, (Int.bitWidth - value.leadingZeroBitCount + 6) / 7)
  }
}
