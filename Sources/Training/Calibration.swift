import Networks
import OrderedCollections
import Tensors

/// Measures the running statistics of normalisation layers anew, with the weights as they are.
///
/// Pruning and sharing change what flows through a network; the statistics that were learned before
/// do not fit any more. Nothing else changes, and no labels are needed.
public struct Calibration: Sendable {
  /// Number of minibatches that are looked at, at most as many as there are examples for.
  public var batches: Int
  /// Examples in a minibatch.
  public var batch: Int
  /// Where the choice of the examples comes from.
  public var seed: UInt64
  /// Number of threads; the result does not depend on it.
  public var threads: Int

  /// A calibration.
  public init(batches: Int = 50, batch: Int = 64, seed: UInt64 = 0, threads: Int = 1) {
    self.batches = batches
    self.batch = batch
    self.seed = seed
    self.threads = threads
  }

  /// Number of minibatches that are looked at: only whole ones, each example once at most.
  public func batchCount(of examples: Int) -> Int {
    let size = min(batch, examples)
    return size > 0 ? min(batches, examples / size) : 0
  }

  /// The model with statistics that are the mean over the minibatches.
  /// - Parameters:
  ///   - model: a model with normalisation layers.
  ///   - source: examples, usually those of the training.
  ///   - isCancelled: asked between layers, from several threads.
  /// - Throws: `TrainingError` if there is nothing to measure, something does not fit, or the caller
  ///   asked to stop.
  public func run(
    _ model: Model, on source: any ExampleSource,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(TrainingError) -> Model {
    guard batches > 0, batch > 0 else {
      throw .invalid("\(batches) minibatches of \(batch) examples measure nothing")
    }
    let graph = model.graph
    guard graph.hasStatistics else {
      throw .invalid("`\(model.name)` has no batch normalisation that could be calibrated")
    }
    try requireFit(graph, source)
    let pool = WorkerPool(threads: threads, prepare: { OneDNN.prepareThread() })
    let weights = ParameterArena(ParameterLayout(graph))
    weights.load(model.parameters)
    let trained = graph.nodes.flatMap(\.parameters).filter { $0.slot.role.isTrained }.map(\.name)
    let layout = ParameterLayout(graph, excluding: Set(trained))
    let plan = try OneDNNExecutor.Plan(
      graph, weights: weights, mode: .calibration, gradientLayout: layout)
    let statistics = BatchStatistics(graph, weights: weights, gradients: layout)
    let size = min(batch, source.count)
    let arenas = Sharding.ranges(of: size).map { _ in ParameterArena(layout) }
    let executors = ExecutorPool(plan)
    _ = try executors.prepare(
      Set(Sharding.ranges(of: size).map(\.count)), count: min(pool.threads, arenas.count))
    try plan.prepared.refresh(pool)
    var order = (0..<Int32(source.count)).map { $0 }
    var random = RandomSource(seed: seed)
    random.shuffle(&order)
    // Only whole minibatches: each counts the same.
    for number in 0..<batchCount(of: source.count) {
      let examples = order[number * size..<(number + 1) * size]
      try Calibration.measure(examples, source, executors, arenas, pool, isCancelled)
      let shards = Sharding.ranges(of: size)
      statistics.update(
        zip(arenas, shards).map { ($0, $1.count) }, share: 1 / Double(number + 1))
    }
    do {
      return try Model(name: model.name, graph: graph, parameters: weights.tensors())
    } catch {
      throw TrainingError(error)
    }
  }

  /// Leaves each shard's statistics in its arena.
  private static func measure(
    _ examples: ArraySlice<Int32>, _ source: any ExampleSource,
    _ executors: ExecutorPool, _ arenas: [ParameterArena], _ pool: WorkerPool,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(TrainingError) {
    let shards = Sharding.ranges(of: examples.count)
    let failure = FirstFailure()
    examples.withUnsafeBufferPointer { examples in
      nonisolated(unsafe) let examples = examples
      pool.run(shards.count) { shard, _ in
        guard !failure.hasFailed else { return }
        do throws(TrainingError) {
          try executors.lend(rows: shards[shard].count) { executor throws(TrainingError) in
            source.copy(
              UnsafeBufferPointer(rebasing: examples[shards[shard]]), values: executor.input,
              labels: executor.labels)
            executor.aim(at: arenas[shard].base)
            try executor.forward(isCancelled: isCancelled)
          }
        } catch {
          failure.record(error)
        }
      }
    }
    if let error = failure.error { throw error }
  }
}
