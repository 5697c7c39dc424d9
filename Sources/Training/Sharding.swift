import Networks

/// How a minibatch is cut into shards, each computed on one thread.
///
/// The cut depends on the number of examples alone, never on the number of threads: gradients are
/// added shard by shard in order, so the sum has the same bits on one thread and on sixteen.
package enum Sharding {
  /// Rows that a shard has room for before there are more shards.
  static let targetRows = 32
  /// At most so many shards: each needs memory for all gradients.
  static let maximumShards = 8

  /// Row ranges of the shards, in order, sizes differing by at most one.
  /// - Parameter count: number of examples in the minibatch.
  package static func ranges(of count: Int) -> [Range<Int>] {
    guard count > 0 else { return [] }
    // Shards of one example would have no spread to normalise with.
    let wanted = count < 4 ? 1 : max(2, (count + targetRows - 1) / targetRows)
    let shards = min(wanted, maximumShards, count)
    return (0..<shards).map { count * $0 / shards..<count * ($0 + 1) / shards }
  }
}

/// How many examples go through a network at once.
///
/// Few enough that their activations stay small and that a thread comes up for air, so that large
/// networks train in bounded memory and stop when asked. Depends on the network alone.
package enum MicroBatch {
  /// Floats of activations that a training step may hold on a thread: 256 MB with gradients.
  private static let trainingFloats = 1 << 25
  /// Floats of activations that are alive at once while measuring, about what caches hold.
  private static let evaluationFloats = 1 << 22
  /// Multiply-adds of one layer in one go: about a tenth of a second.
  private static let work = 4_000_000_000
  /// Most examples at once while measuring.
  private static let evaluationRows = 250

  /// Rows of a training step on one thread.
  package static func trainingRows(_ graph: Graph) -> Int {
    // Statistics of a batch are those of a shard: it must not be cut further.
    guard !graph.hasStatistics else { return .max }
    let floats = graph.nodes.reduce(graph.inputShape.count) { $0 + $1.outputShape.count }
    return max(1, min(trainingFloats / max(1, floats), work / max(1, heaviest(graph))))
  }

  /// Refuses minibatches whose activations would not fit into any usual memory.
  /// - Throws: `TrainingError.invalid` beyond 64 GB.
  package static func requireRoom(
    _ graph: Graph, batch: Int, threads: Int
  ) throws(TrainingError) {
    let shards = Sharding.ranges(of: batch)
    let rows = min(trainingRows(graph), shards.map(\.count).max() ?? 1)
    let floats = graph.nodes.reduce(Double(graph.inputShape.count)) {
      $0 + Double($1.outputShape.count)
    }
    // Values and gradients, for each shard that runs at the same time.
    let bytes = 8 * floats * Double(rows) * Double(max(1, min(threads, shards.count)))
    guard bytes < 64e9 else {
      throw .invalid(
        "minibatches of \(batch) need \(Int(bytes / 1e9)) GB for activations; a smaller batch or "
          + "fewer threads need less")
    }
  }

  /// Rows of an evaluation on one thread.
  package static func evaluationRows(_ graph: Graph) -> Int {
    let largest =
      graph.nodes.map { node in
        node.inputs.reduce(node.outputShape.count) { $0 + graph.shape(of: $1).count }
      }.max() ?? 1
    let rows = min(evaluationFloats / max(1, largest), work / max(1, heaviest(graph)))
    return max(1, min(evaluationRows, rows))
  }

  /// Multiply-adds of the layer with the most, for one example.
  private static func heaviest(_ graph: Graph) -> Int {
    graph.nodes.map { node in
      node.operation.multiplyAdds(for: node.inputs.map { graph.shape(of: $0) })
    }.max() ?? 1
  }
}

extension Graph {
  /// Whether a layer measures its batch.
  package var hasStatistics: Bool {
    nodes.contains { $0.parameters.contains { $0.slot.role == .statistic } }
  }
}
