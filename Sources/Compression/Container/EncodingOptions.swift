import Bytes

/// How a model is coded.
public struct EncodingOptions: Sendable {
  /// Which entropy coders are tried.
  public var coder: CoderSelection
  /// Bits of a distance in the paper's form by layer name; others take `defaultIndexBits`.
  public var indexBits: [String: Int]
  /// How precisely shared weights are stored.
  public var codebooks: CodebookPrecision
  /// How precisely biases and other plain parameters are stored.
  public var parameters: PlainPrecision
  /// Where the model comes from, if the file is to tell.
  public var provenance: Provenance?
  /// Number of threads; the file is the same for any.
  public var threads: Int
  /// Whether to measure what `xz -9` makes of the same parameters.
  public var measuresXZ: Bool

  /// The paper's width for LeNet and VGG.
  public static let defaultIndexBits = 5

  /// Options.
  public init(
    coder: CoderSelection = .best, indexBits: [String: Int] = [:],
    codebooks: CodebookPrecision = .exact, parameters: PlainPrecision = .float32,
    provenance: Provenance? = nil, threads: Int = 1, measuresXZ: Bool = true
  ) {
    self.coder = coder
    self.indexBits = indexBits
    self.codebooks = codebooks
    self.parameters = parameters
    self.provenance = provenance
    self.threads = threads
    self.measuresXZ = measuresXZ
  }

  /// Whether the file holds the model bit for bit.
  public var isLossless: Bool { codebooks == .exact && parameters == .float32 }

  /// Whether the file has the form of the paper: sections 1, 2 and 3.
  var isPaperForm: Bool { coder == .huffman && isLossless }
}

/// How precisely shared weights are stored.
public enum CodebookPrecision: String, CaseIterable, Sendable {
  /// Bit for bit, in as few bytes as that takes.
  case exact
  /// Rounded to float16.
  case float16
  /// As a curve of a few numbers, with exceptions, where that takes less and adds at most a tenth to the
  /// squared error of sharing; elsewhere exact.
  case fitted
}

/// How precisely biases, norms and other plain parameters are stored.
///
/// Weights that are neither pruned nor shared are stored as float32 in any case.
public enum PlainPrecision: String, CaseIterable, Sendable {
  /// Bit for bit.
  case float32
  /// Rounded to float16; a parameter with larger values than that has stays float32.
  case float16
  /// The nearest of 256 values that lie evenly between the least and the largest of the parameter.
  case eightBits = "8bit"
}
