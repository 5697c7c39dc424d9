import Bytes

/// What a table of codes says: it codes chunks in both directions.
package struct AdaptiveCodeTable: ChunkEncoder, CodeDecoder {
  let tree: MagnitudeTree
  /// The mean magnitude in 65,536ths.
  let mean: UInt16
  /// How many columns away similar columns lie; nil for the fast model.
  package let period: Int?
  let geometry: LayerGeometry

  /// Creates the table of a layer.
  package init(_ tree: MagnitudeTree, mean: UInt16, period: Int?, _ geometry: LayerGeometry) {
    self.tree = tree
    self.mean = mean
    self.period = period
    self.geometry = geometry
  }

  package var table: [UInt8] {
    var writer = ByteWriter()
    writer.write((period == nil ? AdaptiveMode.contexts : .mixed).rawValue)
    writer.writeVarint(tree.negatives)
    writer.write(mean)
    if let period { writer.writeVarint(period) }
    return writer.bytes
  }

  package func encode(_ chunk: LayerChunk) -> [UInt8] {
    guard !chunk.codes.isEmpty else { return [] }
    let rows = (chunk.kept?.count ?? chunk.codes.count) / geometry.rowCount
    var codes = chunk.codes
    var coder = BinaryEncoder()
    codes.withUnsafeMutableBufferPointer { codes in
      if let kept = chunk.kept {
        kept.words.withUnsafeBufferPointer { _ = run(codes, kept: $0, rows: rows, &coder) }
      } else {
        _ = run(codes, kept: nil, rows: rows, &coder)
      }
    }
    return coder.finish()
  }

  package func decode(
    _ payload: ByteReader, rows: Int, kept: UnsafeBufferPointer<UInt64>?,
    into codes: UnsafeMutableBufferPointer<UInt16>
  ) throws(FormatError) {
    codes.update(repeating: 0)
    guard kept.map({ $0.count == KeptBits.wordCount(rows * geometry.rowCount) }) ?? true else {
      throw FormatError(offset: payload.offset, message: "codes for other rows than are kept")
    }
    try payload.withRemainingBytes { (bytes) throws(FormatError) in
      var coder = BinaryDecoder(bytes)
      if !codes.isEmpty {
        guard run(codes, kept: kept, rows: rows, &coder) else {
          throw payload.endsTooEarly("codes")
        }
      }
      guard coder.isAtEnd else { throw payload.endsWrongly("codes") }
    }
  }

  private func run(
    _ codes: UnsafeMutableBufferPointer<UInt16>, kept: UnsafeBufferPointer<UInt64>?, rows: Int,
    _ coder: inout some BinaryCoder
  ) -> Bool {
    guard let period else {
      let model = CodeContexts(tree: tree, mean: mean, rowCount: geometry.rowCount)
      return model.run(codes, kept: kept, rows: rows, &coder)
    }
    let model = CodeMixture(tree: tree, mean: mean, period: period, geometry: geometry)
    return model.run(codes, kept: kept, rows: rows, &coder)
  }
}
