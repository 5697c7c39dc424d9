import CKernels
import Networks
import Tensors

/// The first half of a training step: losses and gradients of a minibatch, shard by shard.
final class Minibatch {
  /// Gradients of the shards, in order; put-off and frozen parameters have none.
  let shardGradients: [ParameterArena]
  let gradientLayout: ParameterLayout
  let tape: GradientTape

  private let job: TrainingJob
  private let pool: WorkerPool
  private let plan: OneDNNExecutor.Plan
  private let teacher: OneDNNExecutor.Plan?
  private let executors: ExecutorPool
  private let teachers: ExecutorPool?
  private let rows: Int
  private let targets: TargetDistribution
  private let partnerRoom: [PartnerRoom]
  private let isCancelled: @Sendable () -> Bool

  /// A minibatch's place in the training.
  struct Place {
    /// The examples.
    let examples: ArraySlice<Int32>
    /// Number of the step in its epoch.
    let step: Int
    /// What the epoch's variations are drawn from.
    let variationSeed: UInt64
  }

  /// What a minibatch gave.
  struct Result {
    var lossSum = 0.0
    /// The first layer whose result is no number.
    var nonFiniteLayer: String?
  }

  /// Room for the examples that others are mixed with.
  private final class PartnerRoom {
    let values: ActivationMemory
    var labels: [Int32]
    var own: [Int32]
    var weights: [Float]

    init(rows: Int, size: Int) {
      values = ActivationMemory(count: rows * size)
      labels = Array(repeating: 0, count: rows)
      own = labels
      weights = Array(repeating: 1, count: rows)
    }
  }

  init(
    _ job: TrainingJob, weights: ParameterArena, batch: Int, pool: WorkerPool,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(TrainingError) {
    let graph = job.model.graph
    self.job = job
    self.pool = pool
    self.isCancelled = isCancelled
    try MicroBatch.requireRoom(graph, batch: batch, threads: pool.threads)
    tape = GradientTape(graph, batch: batch, frozen: job.options.frozen)
    let layout = ParameterLayout(graph, excluding: job.options.frozen.union(tape.parameters))
    gradientLayout = layout
    let shards = Sharding.ranges(of: batch)
    shardGradients = shards.map { _ in ParameterArena(layout) }
    plan = try OneDNNExecutor.Plan(
      graph, weights: weights, mode: .training, gradientLayout: layout, tape: tape,
      frozen: job.options.frozen)
    if let teacher = job.teacher {
      let arena = ParameterArena(ParameterLayout(teacher.graph))
      arena.load(teacher.parameters)
      let plan = try OneDNNExecutor.Plan(teacher.graph, weights: arena)
      self.teacher = plan
      teachers = ExecutorPool(plan)
    } else {
      teacher = nil
      teachers = nil
    }
    executors = ExecutorPool(plan)
    let largest = shards.map(\.count).max() ?? 1
    rows = min(MicroBatch.trainingRows(graph), largest)
    targets = TargetDistribution(
      classes: graph.outputShape.count, smoothing: job.options.loss.labelSmoothing)
    let mixedRows = job.options.mixup.isNone ? 0 : rows
    partnerRoom = (0..<pool.threads).map { _ in
      PartnerRoom(rows: mixedRows, size: graph.inputShape.count)
    }
  }

  /// To be called when the weights have changed.
  func refresh() throws(TrainingError) { try plan.prepared.refresh(pool) }

  /// Losses and gradients of a minibatch.
  /// - Throws: `TrainingError.cancelled`, which changes nothing, or what oneDNN refuses.
  func run(_ place: Place) throws(TrainingError) -> Result {
    let count = place.examples.count
    let shards = Sharding.ranges(of: count)
    try prepare(shards)
    let scale = 1 / Float(count)
    let partners = mixing(place)
    let failure = FirstFailure()
    var results = [Result](repeating: Result(), count: shards.count)
    results.withUnsafeMutableBufferPointer { results in
      nonisolated(unsafe) let results = results
      place.examples.withUnsafeBufferPointer { examples in
        nonisolated(unsafe) let examples = examples
        pool.run(shards.count) { shard, worker in
          guard !failure.hasFailed else { return }
          do throws(TrainingError) {
            results[shard] = try run(
              shards[shard], shard, worker, scale,
              Drawn(examples: examples, partners: partners, seed: place.variationSeed))
          } catch {
            failure.record(error)
          }
        }
      }
    }
    if let error = failure.error { throw error }
    return results.reduce(into: Result()) {
      $0.lossSum += $1.lossSum
      $0.nonFiniteLayer = $0.nonFiniteLayer ?? $1.nonFiniteLayer
    }
  }

  /// The examples of a minibatch and what is done to them.
  private struct Drawn {
    let examples: UnsafeBufferPointer<Int32>
    let partners: [MixupPartner]
    let seed: UInt64
  }

  private func mixing(_ place: Place) -> [MixupPartner] {
    guard !job.options.mixup.isNone else { return [] }
    var random = RandomSource(seed: place.variationSeed ^ ~UInt64(place.step))
    return job.options.mixup.draw(count: place.examples.count, using: &random)
  }

  private func run(
    _ range: Range<Int>, _ shard: Int, _ worker: Int, _ scale: Float, _ drawn: Drawn
  ) throws(TrainingError) -> Result {
    var result = Result()
    for first in stride(from: range.lowerBound, to: range.upperBound, by: rows) {
      let part = first..<min(range.upperBound, first + rows)
      let loss = try executors.lend(rows: part.count) { executor throws(TrainingError) in
        try fill(executor, part, worker, drawn)
        executor.aim(
          at: shardGradients[shard].base, accumulates: first > range.lowerBound, firstRow: first)
        let loss = try learn(executor, scale)
        if !loss.isFinite { result.nonFiniteLayer = executor.firstNonFiniteLayer }
        return loss
      }
      result.lossSum += loss
    }
    return result
  }

  /// The loss of an executor's rows; their gradients go where it is aimed at.
  private func learn(
    _ executor: OneDNNExecutor, _ scale: Float
  ) throws(TrainingError) -> Double {
    try executor.forward(isCancelled: isCancelled)
    var loss = try executor.loss.forward()
    try executor.loss.backward(scale: scale)
    // Where nothing learns that leads to the result, there is no room for the teacher's.
    if let distillation = job.options.loss.distillation, let teachers,
      executor.loss.teacher.count == executor.output.count
    {
      try teachers.lend(rows: executor.rows) { teacher throws(TrainingError) in
        _ = teacher.input.update(fromContentsOf: executor.input)
        try teacher.forward(isCancelled: isCancelled)
        _ = executor.loss.teacher.update(fromContentsOf: teacher.output)
      }
      loss = executor.loss.distill(distillation, lossSum: loss, scale: scale)
    }
    try executor.backward(isCancelled: isCancelled)
    return loss
  }

  /// Copies, varies and mixes the examples of a part.
  private func fill(
    _ executor: OneDNNExecutor, _ part: Range<Int>, _ worker: Int, _ drawn: Drawn
  ) throws(TrainingError) {
    let own = UnsafeBufferPointer(rebasing: drawn.examples[part])
    let seed = drawn.seed
    job.training.copy(own, values: executor.input, labels: executor.labels)
    vary(executor.input, own, seed)
    for (row, example) in own.enumerated() {
      executor.rowSeeds[row] = seed ^ UInt64(UInt32(bitPattern: example))
    }
    guard !drawn.partners.isEmpty else {
      return try targets.fill(
        executor.loss.targets, labels: UnsafeBufferPointer(executor.labels))
    }
    let room = partnerRoom[worker]
    let size = job.model.graph.inputShape.count
    for (row, position) in part.enumerated() {
      let partner = drawn.partners[position]
      room.own[row] = drawn.examples[partner.position]
      room.weights[row] = partner.weight
    }
    let values = UnsafeMutableBufferPointer(start: room.values.base, count: part.count * size)
    room.own.withUnsafeBufferPointer { others in
      let others = UnsafeBufferPointer(rebasing: others[..<part.count])
      room.labels.withUnsafeMutableBufferPointer {
        job.training.copy(
          others, values: values, labels: UnsafeMutableBufferPointer(rebasing: $0[..<part.count]))
      }
      vary(values, others, seed)
    }
    guard let base = executor.input.baseAddress else { return }
    for row in 0..<part.count {
      let weight = room.weights[row]
      dcsh_axpby(base + row * size, room.values.base + row * size, size, 1 - weight, weight)
    }
    try room.labels.withUnsafeBufferPointer { others throws(TrainingError) in
      try room.weights.withUnsafeBufferPointer { weights throws(TrainingError) in
        try targets.fill(
          executor.loss.targets, labels: UnsafeBufferPointer(executor.labels),
          mixedWith: UnsafeBufferPointer(rebasing: others[..<part.count]),
          weights: UnsafeBufferPointer(rebasing: weights[..<part.count]))
      }
    }
  }

  private func vary(
    _ values: UnsafeMutableBufferPointer<Float>, _ indices: UnsafeBufferPointer<Int32>,
    _ seed: UInt64
  ) {
    job.options.augmentation.apply(
      to: values, indices: indices, shape: job.training.exampleShape, seed: seed)
  }

  /// Makes code for the numbers of rows that shards are worked off in.
  private func prepare(_ shards: [Range<Int>]) throws(TrainingError) {
    var sizes: Set<Int> = []
    for shard in shards {
      sizes.insert(min(rows, shard.count))
      sizes.insert(shard.count % rows)
    }
    let count = min(pool.threads, shards.count)
    let isNew = try executors.prepare(sizes, count: count)
    _ = try teachers?.prepare(sizes, count: count)
    if isNew {
      try plan.prepared.refresh(pool)
      try teacher?.prepared.refresh(pool)
    }
  }
}
