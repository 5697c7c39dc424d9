import Bytes
import EntropyCoding
import Tensors

/// A chunk of a layer whose payloads were decoded.
struct DecodedChunk: Sendable {
  /// Number of weights.
  let count: Int
  /// Which weights are left, one bit each; nil if positions have no stream.
  var words: [UInt64]?
  /// A symbol for each weight that is left, or for each weight if positions have no stream.
  var symbols: [UInt16] = []
  /// The values of the weights that are left, if they are not shared.
  var values: [Float] = []
}

extension LayerSection {
  /// Number of weights of a chunk.
  func count(of chunk: Chunk) -> Int { chunk.rows.count * geometry.rowCount }

  /// Decodes a chunk.
  /// - Throws: `FormatError` if a payload is damaged.
  func decode(_ chunk: Chunk) throws(FormatError) -> DecodedChunk {
    var result = DecodedChunk(count: count(of: chunk))
    var kept = result.count
    if let positions, let payload = chunk.positions {
      var words = [UInt64](repeating: 0, count: KeptBits.wordCount(result.count))
      try words.withUnsafeMutableBufferPointer { words throws(FormatError) in
        try positions.decoder.decode(payload, rows: chunk.rows.count, into: words)
      }
      kept = words.reduce(0) { $0 + $1.nonzeroBitCount }
      result.words = words
    }
    guard let codes else {
      var reader = chunk.codes
      result.values = try reader.readFloats(count: kept)
      try reader.expectEnd("the values of a chunk")
      guard result.values.allSatisfy(\.isFinite) else {
        throw FormatError(offset: chunk.codes.offset, message: "a weight is NaN or infinite")
      }
      return result
    }
    guard kept == 0 || isDenseWithZero || codebook?.values.isEmpty == false else {
      throw FormatError(
        offset: chunk.codes.offset, message: "weights are left, but no shared weight is")
    }
    var symbols = [UInt16](repeating: 0, count: kept)
    try symbols.withUnsafeMutableBufferPointer { symbols throws(FormatError) in
      guard let words = result.words else {
        return try codes.decoder.decode(
          chunk.codes, rows: chunk.rows.count, kept: nil, into: symbols)
      }
      try words.withUnsafeBufferPointer { words throws(FormatError) in
        try codes.decoder.decode(
          chunk.codes, rows: chunk.rows.count, kept: words, into: symbols)
      }
    }
    result.symbols = symbols
    return result
  }

  /// Decodes a chunk to float32.
  /// - Parameters:
  ///   - values: the value of each symbol.
  ///   - weights: those of the whole layer; the chunk's are all written.
  /// - Throws: `FormatError` if a payload is damaged.
  func decode(
    _ chunk: Chunk, values: [Float], into weights: UnsafeMutableBufferPointer<Float>
  ) throws(FormatError) {
    let decoded = try decode(chunk)
    let start = chunk.rows.lowerBound * geometry.rowCount
    decoded.expand(
      values, isShared: codes != nil,
      into: UnsafeMutableBufferPointer(rebasing: weights[start..<start + decoded.count]))
  }
}

extension DecodedChunk {
  /// Writes the weights of a chunk.
  /// - Parameters:
  ///   - table: the value of each symbol.
  ///   - isShared: whether there are symbols, or values of their own.
  ///   - weights: all are written.
  func expand(
    _ table: [Float], isShared: Bool, into weights: UnsafeMutableBufferPointer<Float>
  ) {
    table.withUnsafeBufferPointer { table in
      symbols.withUnsafeBufferPointer { symbols in
        guard let words else {
          for index in 0..<min(weights.count, symbols.count) {
            weights[index] = table[Int(symbols[index])]
          }
          return
        }
        weights.update(repeating: 0)
        var member = 0
        words.withUnsafeBufferPointer { words in
          values.withUnsafeBufferPointer { values in
            for index in 0..<words.count {
              var rest = words[index]
              while rest != 0 {
                let position = index &* 64 &+ rest.trailingZeroBitCount
                weights[position] =
                  isShared ? table[Int(symbols[member])] : values[member]
                member &+= 1
                rest &= rest &- 1
              }
            }
          }
        }
      }
    }
  }
}
