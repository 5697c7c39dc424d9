import EntropyCoding
import Tensors

/// A file of one convolution whose weight is cut into chunks of a few rows each, as writers do with
/// large layers only: random weights, five of them shared.
struct ChunkedLayer {
  /// Outputs, inputs, kernel height and width.
  let extents: [Int]
  let rowsPerChunk: Int
  /// Share of the weights that are kept; nil if nothing is pruned.
  let density: Float?
  let seed: UInt64

  static let values: [Float] = [-2, -0.5, 0.25, 1, 3]

  /// - Parameter positions: nil if nothing is pruned, or if pruned weights are symbols of the codes.
  func file(positions: (any PositionCoder)?, codes: any CodeCoder) -> [UInt8] {
    let geometry = LayerGeometry(
      rows: extents[0], columns: extents[1], kernelHeight: extents[2], kernelWidth: extents[3])
    var random = RandomSource(seed: seed)
    var kept: [KeptBits] = []
    var chunks: [LayerChunk] = []
    let size = rowsPerChunk == 0 ? geometry.rows : rowsPerChunk
    for first in stride(from: 0, to: geometry.rows, by: size) {
      let count = min(size, geometry.rows - first) * geometry.rowCount
      var bits = KeptBits(count: count)
      var symbols: [UInt16] = []
      for weight in 0..<count {
        // Columns differ, so that models have something to learn.
        let own = (density ?? 1) * (weight % 3 == 0 ? 1.5 : 0.75)
        bits[weight] = density == nil || random.uniform() < own
        let rank = UInt16(random.below(weight % 2 == 0 ? 2 : 5))
        if positions == nil, density != nil {
          symbols.append(bits[weight] ? rank + 1 : 0)
        } else if bits[weight] {
          symbols.append(rank)
        }
      }
      kept.append(bits)
      chunks.append(LayerChunk(kept: positions == nil ? nil : bits, codes: symbols))
    }
    let isBoth = positions == nil && density != nil
    let coded = codes.encode(
      chunks, alphabet: ChunkedLayer.values.count + (isBoth ? 1 : 0), geometry: geometry)
    let places = positions?.encode(kept, geometry: geometry)

    var contents: [UInt8] = [0, (density == nil ? 2 : 3) | 2 << 4]
    contents.append(UInt8(ChunkedLayer.values.count + (density == nil ? 0 : 1)))
    contents += FileBuilder.floats(ChunkedLayer.values)
    if density != nil { contents += [positions?.identifier ?? 0] + (places?.table ?? []) }
    contents += [codes.identifier] + coded.table + FileBuilder.varint(rowsPerChunk)
    for chunk in chunks.indices {
      if let places {
        contents += FileBuilder.varint(places.payloads[chunk].count) + places.payloads[chunk]
      }
      let payload = coded.payloads[chunk]
      contents += (chunk + 1 < chunks.count ? FileBuilder.varint(payload.count) : []) + payload
    }
    return FileBuilder([network, FileBuilder.Section(kind: 4, contents: contents)]).bytes
  }

  private var network: FileBuilder.Section {
    var fields = NetworkFields()
    fields.rank = [3]
    let kernel = Array(extents[2...])
    fields.extents = ([extents[1]] + kernel).flatMap { FileBuilder.varint($0) }
    fields.operation = 4
    let attributes = [extents[1], extents[0]] + kernel + [1, 1, 0, 0, 0, 0, 1, 1, 1, 0]
    fields.attributes = [14] + attributes.flatMap { FileBuilder.varint($0) }
    return fields.section
  }
}
