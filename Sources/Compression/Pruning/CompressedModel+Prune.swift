import Networks

extension CompressedModel {
  /// Prunes by magnitude within each layer.
  ///
  /// Weights pruned before stay pruned: a share that is larger than what is left changes nothing.
  /// Shared values of a layer stay as they are.
  /// - Parameter keep: share of weights to keep, 0 … 1, by layer name; other layers are left alone.
  /// - Throws: `CompressionError` if weights are not finite; then nothing has changed.
  public mutating func prune(keep: [String: Double]) throws(CompressionError) -> PruneReport {
    try requireFinite()
    var next = self
    var layers: [PrunedLayer] = []
    for layer in model.weightedLayers {
      guard let share = keep[layer.name] else { continue }
      guard (0...1).contains(share) else {
        throw CompressionError("a share of \(share) is outside 0 … 1", at: layer.name)
      }
      let count = Int((share * Double(layer.shape.count)).rounded())
      let (mask, threshold) = Magnitude.keepLargest(
        try weights(layer.parameter), count: count, within: masks[layer.parameter])
      try next.set(mask, layer)
      if let codebook = codebooks[layer.parameter] {
        try next.set(try codebook.pruned(to: mask), layer)
      }
      layers.append(
        PrunedLayer(
          name: layer.name, nonzero: mask.keptCount, total: mask.count, threshold: threshold))
    }
    next.putInOrder()
    self = next
    return PruneReport(layers: layers, nonzero: keptCount, total: weightCount)
  }
}
