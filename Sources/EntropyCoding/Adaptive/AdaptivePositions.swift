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
