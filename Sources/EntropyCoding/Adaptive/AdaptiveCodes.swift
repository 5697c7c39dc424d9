import Bytes

/// Codes bit by bit, each bit with a probability that follows what lies around the weight: the small
/// one of the coders of codes.
public struct AdaptiveCodes: CodeCoder {
  /// Its name.
  public static let name = "adaptive"
  /// The number by which files name it.
  public static let identifier: UInt8 = 3

  /// Creates the coder, which has no settings.
  public init() {}

  /// Looks at all chunks of a layer and makes their table, without knowing which codes are negative.
  ///
  /// - Parameters:
  ///   - chunks: the rows of the layer in order, in chunks of whole rows.
  ///   - alphabet: 1 to 65,536; every code is below it.
  ///   - geometry: the whole layer's.
  /// - Returns: what codes each chunk.
  public func plan(_ chunks: [LayerChunk], alphabet: Int, geometry: LayerGeometry)
    -> any ChunkEncoder<LayerChunk>
  {
    plan(chunks, alphabet: alphabet, geometry: geometry, negatives: alphabet / 2)
  }

  /// Looks at all chunks of a layer and makes their table.
  ///
  /// - Parameters:
  ///   - chunks: the rows of the layer in order, in chunks of whole rows.
  ///   - alphabet: 1 to 65,536; every code is below it.
  ///   - geometry: the whole layer's.
  ///   - negatives: how many codes stand for negative values, which are the lowest codes. Another number
  ///     costs some bytes, nothing else.
  /// - Returns: what codes each chunk.
  public func plan(
    _ chunks: [LayerChunk], alphabet: Int, geometry: LayerGeometry, negatives: Int
  ) -> any ChunkEncoder<LayerChunk> {
    precondition((1...1 << 16).contains(alphabet), "an alphabet has 1 to 65,536 codes")
    precondition((0...alphabet).contains(negatives), "more negative codes than there are")
    let tree = MagnitudeTree(alphabet: alphabet, negatives: negatives)
    let mean = meanMagnitude(chunks, tree)
    let contexts = AdaptiveCodeTable(tree, mean: mean, period: nil, geometry)
    guard geometry.count <= AdaptiveMode.largestMixed, alphabet > 1 else { return contexts }
    let periods = Period.candidates(profile(chunks, tree, geometry), most: 4)
    return
      ([contexts]
      + periods.map { AdaptiveCodeTable(tree, mean: mean, period: $0, geometry) })
      .fewestBytes(for: chunks)
  }

  /// The mean magnitude, in 65,536ths of the range of magnitudes.
  private func meanMagnitude(_ chunks: [LayerChunk], _ tree: MagnitudeTree) -> UInt16 {
    var sum = 0
    var count = 0
    for chunk in chunks {
      for code in chunk.codes { sum &+= tree.magnitude(Int(code)) }
      count += chunk.codes.count
    }
    let sumOfShares = ((2 * sum + count) << 15) >> tree.depth
    let share = sumOfShares / max(1, count)
    return UInt16(max(64, min(65472, share)))
  }

  /// The sum of all values of each input.
  private func profile(
    _ chunks: [LayerChunk], _ tree: MagnitudeTree, _ geometry: LayerGeometry
  ) -> [Int] {
    let kernel = max(1, geometry.kernelHeight * geometry.kernelWidth)
    var profile = [Int](repeating: 0, count: geometry.columns)
    for chunk in chunks {
      var column = 0
      var next = 0
      for index in 0..<(chunk.kept?.count ?? chunk.codes.count) {
        if chunk.kept?[index] ?? true {
          let code = Int(chunk.codes[next])
          let size = tree.magnitude(code) + 1
          profile[column / kernel] += tree.sign(code) == 1 ? size : -size
          next += 1
        }
        column = column + 1 == geometry.rowCount ? 0 : column + 1
      }
    }
    return profile
  }

  /// Reads the table of a layer.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind it afterwards.
  ///   - alphabet: the size of the alphabet.
  ///   - geometry: the whole layer's.
  /// - Returns: what decodes each chunk.
  /// - Throws: `FormatError` if the alphabet is not 1 to 65,536, or the table is cut off or breaks a
  ///   rule.
  public func readTable(_ reader: inout ByteReader, alphabet: Int, geometry: LayerGeometry)
    throws(FormatError) -> any CodeDecoder
  {
    let start = reader.offset
    guard (1...1 << 16).contains(alphabet) else {
      throw FormatError(
        offset: start, message: "an alphabet of \(alphabet) codes; 1 to 65,536 can be")
    }
    let number = try reader.readUInt8()
    guard let mode = AdaptiveMode(rawValue: number) else {
      throw FormatError(offset: start, message: "an unknown model of codes: \(number)")
    }
    let negatives = try reader.readVarint(limit: alphabet, "negative codes")
    let mean = try reader.readShare("a mean magnitude")
    let period = mode == .mixed ? try reader.readPeriod(geometry) : nil
    let tree = MagnitudeTree(alphabet: alphabet, negatives: negatives)
    return AdaptiveCodeTable(tree, mean: mean, period: period, geometry)
  }
}
