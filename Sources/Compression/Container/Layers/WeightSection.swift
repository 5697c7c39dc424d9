import Bytes
import EntropyCoding

/// Section 2, written: a weight that is pruned or shared, as the paper codes it.
enum WeightSection {
  static func write(_ contents: LayerContents, indexBits: Int) -> [UInt8] {
    var writer = ByteWriter()
    let streams = Streams(contents, indexBits: indexBits)
    writer.writeVarint(contents.number)
    writer.write(contents.form.rawValue)
    if contents.mask != nil {
      writer.write(UInt8(indexBits))
      writer.writeVarint(streams.indices.count)
    }
    if let codebook = contents.codebook {
      writer.write(UInt8(codebook.bits))
      writer.writeVarint(codebook.centroids.count)
      writer.write(
        floats: codebook.pinsZero ? Array(codebook.centroids.dropFirst()) : codebook.centroids)
    }
    if contents.mask != nil { writer.write(streams.indices, alphabet: 1 << indexBits) }
    if let codebook = contents.codebook {
      writer.write(streams.codes, alphabet: codebook.centroids.count)
    } else {
      writer.write(floats: streams.values)
    }
    return writer.bytes
  }

  /// The symbols of a weight before entropy coding.
  private struct Streams {
    var indices: [UInt16] = []
    var codes: [UInt16] = []
    var values: [Float] = []

    init(_ contents: LayerContents, indexBits: Int) {
      switch (contents.mask?.kept.positions, contents.codebook) {
      case (let positions?, let codebook?):
        RelativeIndex.withFillers(positions, bits: indexBits) { symbol, member in
          indices.append(symbol)
          codes.append(member.map { codebook.codes[Int(positions[$0])] } ?? 0)
        }
      case (let positions?, nil):
        indices = RelativeIndex.withSkips(positions, bits: indexBits)
        values = contents.weights.withUnsafeBufferPointer { all in
          positions.map { all[Int($0)] }
        }
      case (nil, let codebook?):
        codes = codebook.codes
      case (nil, nil):
        values = contents.weights.values
      }
    }
  }
}

extension ByteWriter {
  /// Writes a coded stream: the coder's number, its table, its payload.
  fileprivate mutating func write(_ symbols: [UInt16], alphabet: Int) {
    let coder = Huffman()
    let coded = coder.encode(symbols, alphabet: alphabet)
    write(coder.identifier)
    write(bytes: coded.table)
    write(bytes: coded.payload)
  }
}
