import EntropyCoding

/// Which entropy coders are tried.
public enum CoderSelection: String, CaseIterable, Sendable {
  /// All of them; the smallest wins for each layer and stream.
  case best
  /// Binary adaptive models with contexts: small.
  case adaptive
  /// Static tables and interleaved streams: fast.
  case rans
  /// Relative indices and canonical Huffman codes: the paper's.
  case huffman

  /// Coders of positions, in the order in which they are tried.
  var positions: [any PositionCoder] { LayerCoders.positions.filter { includes($0.name) } }

  /// Coders of codes, in the order in which they are tried.
  var codes: [any CodeCoder] { LayerCoders.codes.filter { includes($0.name) } }

  /// Whether one stream for positions and codes together is tried.
  var triesDenseWithZero: Bool { self != .huffman }

  /// The names of a family begin alike: `rans-bitmap`, `rans-gap`.
  private func includes(_ coder: String) -> Bool {
    self == .best || coder == rawValue || coder.hasPrefix("\(rawValue)-")
  }
}

/// What a coder made of a stream of a layer.
public struct CoderTrial: Hashable, Sendable {
  /// What was coded.
  public enum Stream: String, CaseIterable, Sendable {
    /// Which weights are left.
    case positions
    /// The codes of the weights that are left.
    case codes
    /// Both in one: a code for every weight, of which one stands for pruned ones.
    case both
  }

  /// The layer's name.
  public let layer: String
  /// What was coded.
  public let stream: Stream
  /// The coder's name.
  public let coder: String
  /// Bytes with table and framing.
  public let bytes: Int
  /// Whether the file has this one.
  public let isChosen: Bool
}
