import Networks

/// Running statistics of normalisation layers, and what brings them up to date.
///
/// Each shard normalises with its own statistics, as data-parallel training does, and leaves them
/// where its gradients go. What the layers remember are the statistics of the whole minibatch.
final class BatchStatistics {
  /// One layer's places.
  private struct Layer {
    let mean: Int
    let variance: Int
    let shardMean: Int
    let shardVariance: Int
    let channels: Int
    /// Places of a channel in one example.
    let places: Int
    let momentum: Double
  }

  private let weights: ParameterArena
  private let layers: [Layer]

  /// The layers whose statistics have a place among the gradients.
  init(_ graph: Graph, weights: ParameterArena, gradients: ParameterLayout) {
    self.weights = weights
    layers = graph.nodes.compactMap { node in
      guard let operation = node.operation as? BatchNorm,
        let mean = weights.layout.entry(named: "\(node.name).mean"),
        let variance = weights.layout.entry(named: "\(node.name).variance"),
        let shardMean = gradients.entry(named: mean.name),
        let shardVariance = gradients.entry(named: variance.name)
      else { return nil }
      return Layer(
        mean: mean.offset, variance: variance.offset, shardMean: shardMean.offset,
        shardVariance: shardVariance.offset, channels: operation.channels,
        places: node.outputShape.count / operation.channels,
        momentum: Double(operation.momentum))
    }
  }

  /// Moves the running statistics towards those of a minibatch.
  /// - Parameters:
  ///   - shards: what each shard measured, with its number of examples.
  ///   - share: of the minibatch in the running statistics; nil for each layer's own.
  func update(_ shards: [(arena: ParameterArena, rows: Int)], share: Double? = nil) {
    let rows = Double(shards.reduce(0) { $0 + $1.rows })
    guard rows > 0 else { return }
    // One value has no spread: it would only spoil what is known.
    let layers = layers.filter { rows * Double($0.places) > 1 }
    for layer in layers {
      let share = share ?? layer.momentum
      let count = rows * Double(layer.places)
      for channel in 0..<layer.channels {
        var mean = 0.0
        var square = 0.0
        for shard in shards {
          let own = Double(shard.arena.base[layer.shardMean + channel])
          let spread = Double(shard.arena.base[layer.shardVariance + channel])
          mean += Double(shard.rows) * own
          square += Double(shard.rows) * (spread + own * own)
        }
        mean /= rows
        var variance = max(0, square / rows - mean * mean)
        if count > 1 { variance *= count / (count - 1) }
        blend(mean, into: layer.mean + channel, share)
        blend(variance, into: layer.variance + channel, share)
      }
    }
  }

  private func blend(_ value: Double, into place: Int, _ share: Double) {
    weights.base[place] = BatchNorm.blended(weights.base[place], with: value, share: share)
  }
}
