import Bytes

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
