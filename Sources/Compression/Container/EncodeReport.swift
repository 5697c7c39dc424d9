/// How a layer was coded: a row of the paper's tables 2 to 5.
public struct CodedLayer: Hashable, Sendable {
  /// The layer's name.
  public let name: String
  /// Number of weights.
  public let total: Int
  /// Number of weights that are not pruned.
  public let kept: Int
  /// Number of stored entries: kept weights and fillers.
  public let entries: Int
  /// Bits of a code before entropy coding; 32 if weights are not shared.
  public let codeBits: Int
  /// Bits of all codes after entropy coding.
  public let codedCodeBits: Int
  /// Bits of an index before entropy coding; 0 if no weight is pruned.
  public let indexBits: Int
  /// Bits of all indices after entropy coding.
  public let codedIndexBits: Int
  /// Bytes of the stored shared weights.
  public let codebookBytes: Int
  /// Bytes of all streams in the file: codes, indices and what their decoders must know.
  public let streamBytes: Int

  /// Share of weights that are kept, 0 … 1.
  public var density: Double { total == 0 ? 0 : Double(kept) / Double(total) }
  /// Mean bits of a code after entropy coding.
  public var meanCodeBits: Double { mean(codedCodeBits) }
  /// Mean bits of an index after entropy coding.
  public var meanIndexBits: Double { mean(codedIndexBits) }
  /// Size after pruning and sharing, over that of the weights as float32: entries at full width,
  /// and the codebook.
  public var rateBeforeCoding: Double {
    rate(Double(entries * (codeBits + indexBits)) / 8 + Double(codebookBytes))
  }
  /// Size in the file over that of the weights as float32: streams, their tables, and the codebook.
  public var rateAfterCoding: Double { rate(Double(streamBytes + codebookBytes)) }

  private func mean(_ bits: Int) -> Double { entries == 0 ? 0 : Double(bits) / Double(entries) }
  private func rate(_ bytes: Double) -> Double { total == 0 ? 0 : bytes / Double(4 * total) }
}

/// What a file holds and how large it is.
public struct EncodeReport: Hashable, Sendable {
  /// Size of the file.
  public let bytes: Int
  /// Size of all parameters as float32.
  public let originalBytes: Int
  /// Size that `xz -9` makes of the parameters as float32; nil if it was not measured.
  public let xzBytes: Int?
  /// The weights that were coded, in the order of the graph.
  public let layers: [CodedLayer]
  /// Where every byte of the file goes.
  public let ledger: SizeLedger

  /// `originalBytes` over `bytes`.
  public var ratio: Double { bytes == 0 ? 0 : Double(originalBytes) / Double(bytes) }
}
