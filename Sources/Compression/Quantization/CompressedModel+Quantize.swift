import Networks
import Tensors

extension CompressedModel {
  /// Shares the weights of each layer by k-means (section 3.1 of the paper).
  ///
  /// On a pruned layer, one of the 2ᵇ codes stands for the 0 of pruned weights, so that 2ᵇ − 1
  /// shared weights are trained.
  /// - Parameters:
  ///   - bits: bits of a code, 1 … 16, by layer name; other layers are left alone.
  ///   - initialization: where k-means starts.
  ///   - iterations: of k-means, at most.
  ///   - random: where a random start is drawn from.
  ///   - isCancelled: asked every few milliseconds.
  /// - Throws: `CompressionError` if weights are not finite, bits out of range, or the caller asked
  ///   to stop; then nothing has changed.
  public mutating func quantize(
    bits: [String: Int], initialization: CentroidInitialization,
    iterations: Int = KMeans.usualIterations, random: inout RandomSource,
    isCancelled: () -> Bool = { false }
  ) throws(CompressionError) -> QuantizeReport {
    func check() throws(CompressionError) { try CompressedModel.check(isCancelled) }
    try requireFinite()
    var next = self
    var layers: [QuantizedLayer] = []
    for layer in model.weightedLayers {
      guard let width = bits[layer.name] else { continue }
      guard (1...16).contains(width) else {
        throw CompressionError("codes of \(width) bits are outside 1 … 16", at: layer.name)
      }
      let mask = masks[layer.parameter]
      let weights = try weights(layer.parameter)
      let kept = weights.withUnsafeBufferPointer { values in
        mask.map { $0.kept.positions.map { values[Int($0)] } } ?? Array(values)
      }
      let result = try KMeans.cluster(
        kept, clusters: (1 << width) - (mask == nil ? 0 : 1), initialization: initialization,
        iterations: iterations, random: &random, check: check)
      let codes = try CompressedModel.codes(result.centroids, weights, mask, check)
      let codebook = try Codebook(
        centroids: (mask == nil ? [] : [0]) + result.centroids, codes: codes,
        pinsZero: mask != nil, bits: width)
      try check()
      try next.set(codebook, layer)
      layers.append(
        QuantizedLayer(
          name: layer.name, bits: width, clusters: codebook.centroids.count,
          squaredError: result.squaredError, weights: kept.count))
    }
    next.putInOrder()
    self = next
    return QuantizeReport(layers: layers)
  }

  /// For each weight the code of the nearest centroid; pruned weights have code 0 for themselves.
  private static func codes(
    _ centers: [Float], _ weights: Tensor, _ mask: Mask?,
    _ check: () throws(CompressionError) -> Void
  ) throws(CompressionError) -> [UInt16] {
    let middles = zip(centers, centers.dropFirst()).map { (Double($0) + Double($1)) / 2 }
    let shift = mask == nil ? 0 : 1
    var codes = [UInt16](repeating: 0, count: weights.count)
    try weights.withUnsafeBufferPointer { (values) throws(CompressionError) in
      try values.indices.inBlocks(check) { block in
        for index in block where mask?.kept[index] ?? true {
          var low = 0
          var high = middles.count
          while low < high {
            let middle = (low + high) / 2
            if Double(values[index]) < middles[middle] { high = middle } else { low = middle + 1 }
          }
          codes[index] = UInt16(low + shift)
        }
      }
    }
    return codes
  }
}
