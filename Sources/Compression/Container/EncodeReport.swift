import Networks

/// A stream of a layer in coded form.
public struct CodedStream: Hashable, Sendable {
  /// The coder's name.
  public let coder: String
  /// Bytes of the coder's number and its table.
  public let tableBytes: Int
  /// Bytes of all payloads.
  public let payloadBytes: Int
  /// Order-0 entropy of the symbols in bits.
  public let entropyBits: Double

  /// Bytes of table and payloads.
  public var bytes: Int { tableBytes + payloadBytes }
}

/// How a layer was coded: a row of the paper's tables 2 to 5.
public struct CodedLayer: Hashable, Sendable {
  /// The layer's name.
  public let name: String
  /// Number of weights.
  public let total: Int
  /// Number of weights that are not pruned.
  public let kept: Int
  /// Number of entries of the paper's form: kept weights, and fillers where a distance is too large
  /// for its bits.
  public let entries: Int
  /// Bits of a code before entropy coding; 32 if weights are not shared.
  public let codeBits: Int
  /// Bits of a distance of the paper's form before entropy coding; 0 if no weight is pruned.
  public let indexBits: Int
  /// Which weights are left; nil if none is pruned or codes tell it.
  public let positions: CodedStream?
  /// The codes of the weights that are left, or of all; nil if they are not shared.
  public let codes: CodedStream?
  /// Bytes of values that are pruned but not shared.
  public let valueBytes: Int
  /// Number of shared weights, the 0 of pruned ones included; 0 if weights are not shared.
  public let sharedWeights: Int
  /// How shared weights are stored, such as `float16`; nil if weights are not shared.
  public let codebookForm: String?
  /// Bytes of the stored shared weights.
  public let codebookBytes: Int
  /// Number of entries that are stored: in the paper's form with fillers, otherwise without.
  public let storedEntries: Int

  /// Bytes of all streams in the file: codes, positions and what their decoders must know.
  public var streamBytes: Int { (positions?.bytes ?? 0) + (codes?.bytes ?? 0) + valueBytes }
  /// Order-0 entropy of all streams in bits; values count in full.
  public var entropyBits: Double {
    (positions?.entropyBits ?? 0) + (codes?.entropyBits ?? 0) + Double(8 * valueBytes)
  }
  /// Share of weights that are kept, 0 … 1.
  public var density: Double { total == 0 ? 0 : Double(kept) / Double(total) }
  /// Bits of all codes after entropy coding, in whole bytes.
  public var codedCodeBits: Int { 8 * (codes?.payloadBytes ?? valueBytes) }
  /// Bits of all positions after entropy coding, in whole bytes.
  public var codedIndexBits: Int { 8 * (positions?.payloadBytes ?? 0) }
  /// Mean bits of a code after entropy coding.
  public var meanCodeBits: Double { mean(codedCodeBits) }
  /// Mean bits of a position after entropy coding.
  public var meanIndexBits: Double { mean(codedIndexBits) }
  /// Size after pruning and sharing, over that of the weights as float32: the paper's entries at full
  /// width, and the codebook as float32.
  public var rateBeforeCoding: Double {
    let stored = max(0, sharedWeights - (indexBits > 0 ? 1 : 0))
    return rate(Double(entries * (codeBits + indexBits)) / 8 + Double(4 * stored))
  }
  /// Size in the file over that of the weights as float32: streams, their tables, and the codebook.
  public var rateAfterCoding: Double { rate(Double(streamBytes + codebookBytes)) }

  private func mean(_ bits: Int) -> Double {
    storedEntries == 0 ? 0 : Double(bits) / Double(storedEntries)
  }
  private func rate(_ bytes: Double) -> Double { total == 0 ? 0 : bytes / Double(4 * total) }
}

/// What a file holds and how large it is.
public struct EncodeReport: Hashable, Sendable {
  /// Size of the file.
  public let bytes: Int
  /// Size of all parameters as float32.
  public let originalBytes: Int
  /// The weights that were coded, in the order of the graph.
  public let layers: [CodedLayer]
  /// Where every byte of the file goes.
  public let ledger: SizeLedger
  /// Size that `xz -9` makes of the parameters as float32; nil if it was not measured.
  public private(set) var xzBytes: Int?
  /// What each coder made of each stream; empty if a file was only read.
  public internal(set) var trials: [CoderTrial] = []

  /// Size of all parameters as float16.
  public var float16Bytes: Int { originalBytes / 2 }
  /// Measures what `xz -9` makes of the parameters.
  /// - Parameters:
  ///   - model: the model that the file holds.
  ///   - isCancelled: asked several times a second; then nothing is measured.
  public mutating func measureXZ(of model: Model, isCancelled: () -> Bool = { false }) {
    xzBytes = model.xzBytes(isCancelled: isCancelled)
  }

  /// `originalBytes` over `bytes`.
  public var ratio: Double { bytes == 0 ? 0 : Double(originalBytes) / Double(bytes) }
}
