import Bytes
import EntropyCoding
import Networks
import Tensors

/// How a model is coded.
public struct EncodingOptions: Sendable {
  /// Bits of an index by layer name; others take `defaultIndexBits`.
  public var indexBits: [String: Int]
  /// Name of the entropy coder; see `SymbolCoders`.
  public var coder: String
  /// Whether to measure what `xz -9` makes of the same parameters.
  public var measuresXZ: Bool

  /// The paper's width for LeNet and VGG.
  public static let defaultIndexBits = 5

  /// Options.
  public init(
    indexBits: [String: Int] = [:], coder: String = Huffman.name, measuresXZ: Bool = true
  ) {
    self.indexBits = indexBits
    self.coder = coder
    self.measuresXZ = measuresXZ
  }
}

extension CompressedModel {
  /// The bytes of a `.dcz` file, and where they go.
  /// - Throws: `CompressionError` if a value is NaN or infinite, an option is out of range, or so
  ///   little is left of the model that the file would be refused (see FORMAT.md, Size).
  public func encoded(
    _ options: EncodingOptions = EncodingOptions()
  ) throws(CompressionError) -> (bytes: [UInt8], report: EncodeReport) {
    try requireFinite()
    guard let coder = SymbolCoders.named(options.coder) else {
      throw CompressionError("there is no coder `\(options.coder)`")
    }
    var file = ContainerAssembler()
    file.add(.network, NetworkSection.write(model))
    var rows: [CodedLayer] = []
    var plain = SectionWriter()
    let layers = Dictionary(
      model.weightedLayers.map { ($0.parameter, $0) }, uniquingKeysWith: { first, _ in first })
    for (number, (name, tensor)) in model.parameters.enumerated() {
      guard let layer = layers[name], masks[name] != nil || codebooks[name] != nil else {
        plain.write(layers[name] == nil ? .biases : .values) { $0.write(floats: tensor.values) }
        continue
      }
      let bits = options.indexBits[layer.name] ?? EncodingOptions.defaultIndexBits
      guard (1...8).contains(bits) else {
        throw CompressionError("indices of \(bits) bits are outside 1 … 8", at: layer.name)
      }
      let contents = WeightSection.Contents(
        layer: layer, number: number, weights: tensor, mask: masks[name],
        codebook: codebooks[name])
      let (section, row) = WeightSection.write(contents, indexBits: bits, coder: coder)
      file.add(.codedWeight, section)
      rows.append(row)
    }
    if !plain.bytes.isEmpty { file.add(.plainParameters, plain) }
    let bytes = file.finish()
    guard model.float32Bytes <= bytes.count * Container.largestExpansion else {
      throw CompressionError(
        "so little is left of the model that readers would refuse the file",
        remedy: "prune less")
    }
    let report = EncodeReport(
      bytes: bytes.count, originalBytes: model.float32Bytes,
      xzBytes: options.measuresXZ ? xzBytes() : nil, layers: rows, ledger: file.ledger)
    return (bytes, report)
  }

  private func xzBytes() -> Int? {
    var writer = ByteWriter()
    for tensor in model.parameters.values { writer.write(floats: tensor.values) }
    return xzSize(of: writer.bytes)
  }
}
