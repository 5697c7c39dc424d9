import Networks
import Tensors

extension CompressedModel {
  /// Prunes by magnitude within each layer.
  ///
  /// Weights pruned before stay pruned: a share that is larger than what is left changes nothing.
  /// Shared values of a layer stay as they are.
  /// - Parameters:
  ///   - keep: share of weights to keep, 0 … 1, by layer name; other layers are left alone.
  ///   - isCancelled: asked every few milliseconds.
  /// - Throws: `CompressionError` if weights are not finite or the caller asked to stop; then nothing
  ///   has changed.
  public mutating func prune(
    keep: [String: Double], isCancelled: () -> Bool = { false }
  ) throws(CompressionError) -> PruneReport {
    func check() throws(CompressionError) { try CompressedModel.check(isCancelled) }
    return try prune(keep) { (weights, layer, share, old) throws(CompressionError) in
      guard (0...1).contains(share) else {
        throw CompressionError("a share of \(share) is outside 0 … 1", at: layer.name)
      }
      let count = Int((share * Double(layer.shape.count)).rounded())
      return try Magnitude.keepLargest(weights, count: count, within: old, check: check)
    }
  }

  /// Prunes what is smaller than a threshold.
  ///
  /// Weights pruned before stay pruned. Shared values of a layer stay as they are.
  /// - Parameters:
  ///   - threshold: the smallest magnitude to keep, by layer name; other layers are left
  ///     alone.
  ///   - isCancelled: asked every few milliseconds.
  /// - Throws: `CompressionError` if weights are not finite or the caller asked to stop; then nothing
  ///   has changed.
  public mutating func prune(
    threshold: [String: Double], isCancelled: () -> Bool = { false }
  ) throws(CompressionError) -> PruneReport {
    func check() throws(CompressionError) { try CompressedModel.check(isCancelled) }
    return try prune(threshold) { (weights, layer, threshold, old) throws(CompressionError) in
      guard threshold >= 0 else {
        throw CompressionError("a threshold of \(threshold) is below 0", at: layer.name)
      }
      return try Magnitude.keep(weights, from: threshold, within: old, check: check)
    }
  }

  /// What stops a long loop when the caller asks for it.
  static func check(_ isCancelled: () -> Bool) throws(CompressionError) {
    if isCancelled() { throw .cancelled }
  }

  /// Chooses what is left of a layer.
  private typealias Choice = (
    _ weights: Tensor, _ layer: WeightedLayer, _ amount: Double, _ old: Mask?
  ) throws(CompressionError) -> (mask: Mask, threshold: Float)

  private mutating func prune(
    _ amounts: [String: Double], by choose: Choice
  ) throws(CompressionError) -> PruneReport {
    try requireFinite()
    var next = self
    var layers: [PrunedLayer] = []
    for layer in model.weightedLayers {
      guard let amount = amounts[layer.name] else { continue }
      let (mask, threshold) = try choose(
        try weights(layer.parameter), layer, amount, masks[layer.parameter])
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
