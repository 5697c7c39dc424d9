/// What pruning left of a layer.
public struct PrunedLayer: Hashable, Sendable {
  /// The layer's name.
  public let name: String
  /// Number of weights that are kept.
  public let nonzero: Int
  /// Number of weights.
  public let total: Int
  /// Magnitude of the smallest weight that is kept.
  public let threshold: Float

  /// Share of weights that are kept, 0 … 1.
  public var density: Double { total == 0 ? 0 : Double(nonzero) / Double(total) }
}

/// What pruning left of a model.
public struct PruneReport: Hashable, Sendable {
  /// The layers that were named, in the order of the graph.
  public let layers: [PrunedLayer]
  /// Number of weights of all layers that are kept.
  public let nonzero: Int
  /// Number of weights of all layers.
  public let total: Int

  /// Share of weights that are kept, 0 … 1.
  public var density: Double { total == 0 ? 0 : Double(nonzero) / Double(total) }
}
