import Bytes

/// The contents of a `.net` file: networks as Song Han published them, for Deep Compression's AlexNet
/// and SqueezeNet.
///
/// All is little-endian: the number of entries of each layer (u32); then for each layer its codebook
/// (float32, one for each code), its biases (float32), the codes of its entries and their gaps. Codes
/// of 4 bits and gaps are two to a byte, the lower half first.
public struct SongHanFile: Equatable, Sendable {
  /// The layers, in the order of the network.
  public let layers: [SongHanLayer]

  /// The contents of a file.
  /// - Throws: `SongHanError` if the file would be too small to stand for so many weights.
  public init(layers: [SongHanLayer]) throws(SongHanError) {
    self.layers = layers
    guard SongHanFile.mayHold(layers.map(\.layout), bytes: byteCount) else {
      throw SongHanError(
        layer: nil, message: "nearly all weights are 0, more of them than a .net file may leave out"
      )
    }
  }

  /// Number of entries, fillers included.
  public var entryCount: Int { layers.reduce(0) { $0 + $1.codes.count } }

  /// Number of entries that only make room.
  public var fillerCount: Int { layers.reduce(0) { $0 + $1.fillerCount } }

  /// Number of weights, zeros included.
  public var weightCount: Int { layers.reduce(0) { $0 + $1.layout.weightCount } }

  /// Size of the file in bytes.
  public var byteCount: Int {
    layers.reduce(0) { sum, layer in
      let floats = layer.codebook.count + layer.bias.count
      let codes = SongHanFile.byteCount(of: layer.codes.count, bits: layer.layout.bits)
      let gaps = SongHanFile.byteCount(of: layer.gaps.count, bits: SongHanLayout.gapBits)
      return sum + 4 + 4 * floats + codes + gaps
    }
  }

  static func byteCount(of count: Int, bits: Int) -> Int { (count * bits + 7) / 8 }

  /// Whether a file of this size may stand for a network: zeros behind the last entry cost nothing,
  /// and a small file must not make anybody allocate much. Real files have a few weights a byte.
  static func mayHold(_ layouts: [SongHanLayout], bytes: Int) -> Bool {
    var weights = 0
    for layout in layouts {
      let (sum, overflow) = weights.addingReportingOverflow(layout.weightCount)
      guard !overflow else { return false }
      weights = sum
    }
    return weights >> 8 <= bytes + 4096
  }

  /// Reads a file.
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - layouts: what the network says about its layers, in its order.
  /// - Throws: `FormatError` with the offset of what breaks the format or does not fit the network.
  public init(parsing bytes: [UInt8], layouts: [SongHanLayout]) throws(FormatError) {
    guard SongHanFile.mayHold(layouts, bytes: bytes.count) else {
      throw FormatError(offset: 0, message: "the file is too small for this network's weights")
    }
    var reader = ByteReader(bytes)
    var counts: [Int] = []
    for layout in layouts {
      let start = reader.offset
      let count = Int(try reader.readUInt32())
      guard count <= layout.weightCount else {
        throw FormatError(
          offset: start,
          message: "\(layout.name) would have \(count) entries for \(layout.weightCount) weights")
      }
      counts.append(count)
    }
    var layers: [SongHanLayer] = []
    for (layout, count) in zip(layouts, counts) {
      layers.append(try SongHanFile.layer(layout, entries: count, &reader))
    }
    try reader.expectEnd("the last layer")
    self.layers = layers
  }

  private static func layer(
    _ layout: SongHanLayout, entries: Int, _ reader: inout ByteReader
  ) throws(FormatError) -> SongHanLayer {
    let start = reader.offset
    let codebook = try finite(layout.clusters, "shared weight", of: layout, &reader)
    guard codebook.first?.bitPattern == 0 else {
      throw FormatError(offset: start, message: "code 0 of \(layout.name) does not stand for 0")
    }
    let bias = try finite(layout.biasCount, "bias", of: layout, &reader)
    let codes = try symbols(entries, bits: layout.bits, "codes of \(layout.name)", &reader)
    let gapStart = reader.offset
    let gaps = try symbols(
      entries, bits: SongHanLayout.gapBits, "gaps of \(layout.name)", &reader)
    var next = 0
    for (index, gap) in gaps.enumerated() {
      next += Int(gap) + 1
      guard next <= layout.weightCount else {
        throw FormatError(
          offset: gapStart + index / 2,
          message: "entry \(index) of \(layout.name) lies behind its \(layout.weightCount) weights")
      }
    }
    return SongHanLayer(
      layout: layout, codebook: codebook, bias: bias, codes: codes, gaps: gaps)
  }

  private static func finite(
    _ count: Int, _ what: String, of layout: SongHanLayout, _ reader: inout ByteReader
  ) throws(FormatError) -> [Float] {
    let start = reader.offset
    let values = try reader.readFloats(count: count)
    if let wrong = values.firstIndex(where: { !$0.isFinite }) {
      throw FormatError(
        offset: start + 4 * wrong,
        message: "\(what) \(wrong) of \(layout.name) is NaN or infinite")
    }
    return values
  }

  /// Numbers of 8 bits, or of 4, the lower half of a byte first.
  private static func symbols(
    _ count: Int, bits: Int, _ what: String, _ reader: inout ByteReader
  ) throws(FormatError) -> [UInt8] {
    let bytes = try reader.readBytes(count: byteCount(of: count, bits: bits))
    guard bits < 8 else { return bytes }
    if !count.isMultiple(of: 2), let last = bytes.last, last >> 4 != 0 {
      throw FormatError(
        offset: reader.offset - 1, message: "the padding bits after the \(what) are not zero")
    }
    return (0..<count).map { bytes[$0 / 2] >> UInt8($0 % 2 * 4) & 15 }
  }

  /// The file as bytes: a file that was read gives the same again.
  public func serialized() -> [UInt8] {
    var writer = ByteWriter()
    for layer in layers { writer.write(UInt32(truncatingIfNeeded: layer.codes.count)) }
    for layer in layers {
      writer.write(floats: layer.codebook)
      writer.write(floats: layer.bias)
      writer.write(bytes: SongHanFile.packed(layer.codes, bits: layer.layout.bits))
      writer.write(bytes: SongHanFile.packed(layer.gaps, bits: SongHanLayout.gapBits))
    }
    return writer.bytes
  }

  private static func packed(_ symbols: [UInt8], bits: Int) -> [UInt8] {
    guard bits < 8 else { return symbols }
    var bytes = [UInt8](repeating: 0, count: byteCount(of: symbols.count, bits: bits))
    for (index, symbol) in symbols.enumerated() {
      bytes[index / 2] |= symbol << UInt8(index % 2 * 4)
    }
    return bytes
  }
}
