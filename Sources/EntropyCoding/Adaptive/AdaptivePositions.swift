import Bytes

/// Positions as bits, each with a probability that follows the density of its surroundings: the small
/// one of the coders of positions.
public struct AdaptivePositions: PositionCoder {
  /// Its name.
  public static let name = "adaptive"
  /// The number by which files name it.
  public static let identifier: UInt8 = 4

  /// Creates the coder, which has no settings.
  public init() {}

  /// Looks at all chunks of a layer and makes their table.
  ///
  /// - Parameters:
  ///   - chunks: the rows of the layer in order, in chunks of whole rows.
  ///   - geometry: the whole layer's.
  /// - Returns: what codes each chunk.
  public func plan(_ chunks: [KeptBits], geometry: LayerGeometry) -> any ChunkEncoder<KeptBits> {
    let kept = chunks.reduce(0) { $0 + $1.population }
    guard kept > 0, kept < geometry.count else {
      return AdaptivePositionTable(kept == 0 ? .none : .all, geometry)
    }
    let density = UInt16(max(64, min(65472, kept * 65536 / geometry.count)))
    let contexts = AdaptivePositionTable(.contexts(density), geometry)
    guard geometry.count <= AdaptiveMode.largestMixed else { return contexts }
    let periods = Period.candidates(profile(chunks, geometry), most: 4)
    return
      ([contexts]
      + periods.map { AdaptivePositionTable(.mixed(density, period: $0), geometry) })
      .fewestBytes(for: chunks)
  }

  /// Kept weights of each input.
  private func profile(_ chunks: [KeptBits], _ geometry: LayerGeometry) -> [Int] {
    let kernel = max(1, geometry.kernelHeight * geometry.kernelWidth)
    var profile = [Int](repeating: 0, count: geometry.columns)
    for chunk in chunks {
      var column = 0
      for index in 0..<chunk.count {
        if chunk[index] { profile[column / kernel] += 1 }
        column = column + 1 == geometry.rowCount ? 0 : column + 1
      }
    }
    return profile
  }

  /// Reads the table of a layer.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind it afterwards.
  ///   - geometry: the whole layer's.
  /// - Returns: what decodes each chunk.
  /// - Throws: `FormatError` if the table is cut off or breaks a rule.
  public func readTable(_ reader: inout ByteReader, geometry: LayerGeometry) throws(FormatError)
    -> any PositionDecoder
  {
    let start = reader.offset
    switch try reader.readUInt8() {
    case 0: return AdaptivePositionTable(.none, geometry)
    case 1: return AdaptivePositionTable(.all, geometry)
    case 2: return AdaptivePositionTable(.contexts(try reader.readShare("a density")), geometry)
    case 3:
      let density = try reader.readShare("a density")
      let period = try reader.readPeriod(geometry)
      return AdaptivePositionTable(.mixed(density, period: period), geometry)
    case let mode:
      throw FormatError(offset: start, message: "an unknown model of positions: \(mode)")
    }
  }
}

/// What a table of positions says: it codes chunks in both directions.
package struct AdaptivePositionTable: ChunkEncoder, PositionDecoder {
  /// How the bits are modelled; densities in 65,536ths.
  package enum Model: Equatable, Sendable {
    case none
    case all
    case contexts(UInt16)
    case mixed(UInt16, period: Int)
  }

  package let model: Model
  let geometry: LayerGeometry

  /// Creates the table of a layer.
  package init(_ model: Model, _ geometry: LayerGeometry) {
    self.model = model
    self.geometry = geometry
  }

  package var table: [UInt8] {
    var writer = ByteWriter()
    switch model {
    case .none: writer.write(UInt8(0))
    case .all: writer.write(UInt8(1))
    case .contexts(let density):
      writer.write(UInt8(2))
      writer.write(density)
    case .mixed(let density, let period):
      writer.write(UInt8(3))
      writer.write(density)
      writer.writeVarint(period)
    }
    return writer.bytes
  }

  package func encode(_ chunk: KeptBits) -> [UInt8] {
    guard chunk.count > 0 else { return [] }
    var words = chunk.words
    var coder = BinaryEncoder()
    words.withUnsafeMutableBufferPointer { words in
      guard let start = words.baseAddress else { return }
      _ = run(start, rows: chunk.count / geometry.rowCount, &coder)
    }
    return coder.finish()
  }

  package func decode(
    _ payload: ByteReader, rows: Int, into words: UnsafeMutableBufferPointer<UInt64>
  )
    throws(FormatError)
  {
    words.update(repeating: 0)
    let count = rows * geometry.rowCount
    guard words.count == KeptBits.wordCount(count) else {
      throw FormatError(offset: payload.offset, message: "positions for other rows than there are")
    }
    try payload.withRemainingBytes { (bytes) throws(FormatError) in
      var coder = BinaryDecoder(bytes)
      if let start = words.baseAddress, count > 0 {
        guard run(start, rows: rows, &coder) else { throw payload.endsTooEarly("positions") }
      }
      guard coder.isAtEnd else { throw payload.endsWrongly("positions") }
    }
  }

  private func run(
    _ words: UnsafeMutablePointer<UInt64>, rows: Int, _ coder: inout some BinaryCoder
  ) -> Bool {
    switch model {
    case .none: return true
    case .all:
      let count = rows * geometry.rowCount
      for index in 0..<KeptBits.wordCount(count) { words[index] = .max }
      if count % 64 > 0 { words[count / 64] = 1 << UInt64(count % 64) - 1 }
      return true
    case .contexts(let density):
      let model = PositionContexts(density: density, rowCount: geometry.rowCount)
      return model.run(words, rows: rows, &coder)
    case .mixed(let density, let period):
      let model = PositionMixture(density: density, period: period, geometry: geometry)
      return model.run(words, rows: rows, &coder)
    }
  }
}
