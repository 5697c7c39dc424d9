/// What weight sharing made of a layer.
public struct QuantizedLayer: Hashable, Sendable {
  /// The layer's name.
  public let name: String
  /// Bits of a code before entropy coding.
  public let bits: Int
  /// Number of shared weights, the 0 of a pruned layer included.
  public let clusters: Int
  /// Sum of squared differences between the weights before and after.
  public let squaredError: Double
  /// Number of weights that are not pruned.
  public let weights: Int
}

/// What weight sharing made of a model.
public struct QuantizeReport: Hashable, Sendable {
  /// The layers that were named, in the order of the graph.
  public let layers: [QuantizedLayer]
}
