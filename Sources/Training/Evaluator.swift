import Networks
import OrderedCollections
import Tensors

/// What a network gets right on a set of examples.
public struct EvaluationReport: Hashable, Sendable {
  /// Number of examples.
  public let count: Int
  /// Number of examples whose label has the highest output.
  public let correct: Int
  /// Number of examples whose label is among the five highest outputs.
  public let correctInTop5: Int
  /// Mean cross-entropy in nats.
  public let loss: Double

  /// Share of examples whose label has the highest output, 0 … 1.
  public var top1: Double { count == 0 ? 0 : Double(correct) / Double(count) }
  /// Share of examples whose label is among the five highest outputs, 0 … 1.
  public var top5: Double { count == 0 ? 0 : Double(correctInTop5) / Double(count) }
  /// `1 − top1`.
  public var error: Double { count == 0 ? 0 : Double(count - correct) / Double(count) }
}

/// Measures a network on examples.
///
/// Examples are cut into chunks of a fixed size, so the result does not depend on the number of
/// threads. One evaluator serves one graph; its executors are made once.
public final class Evaluator {
  /// Examples that are computed at once.
  static let chunkRows = 250

  private let graph: Graph
  private let pool: WorkerPool
  private let weights: ParameterArena
  private var executors: [[Int: OneDNNExecutor]]

  /// An evaluator for models of a graph.
  /// - Parameters:
  ///   - graph: the network.
  ///   - threads: number of threads.
  public convenience init(_ graph: Graph, threads: Int) {
    self.init(
      graph, pool: WorkerPool(threads: threads, prepare: { OneDNN.prepareThread() }),
      weights: ParameterArena(ParameterLayout(graph)))
  }

  /// An evaluator that shares threads and weights with a trainer.
  package init(_ graph: Graph, pool: WorkerPool, weights: ParameterArena) {
    self.graph = graph
    self.pool = pool
    self.weights = weights
    executors = Array(repeating: [:], count: pool.threads)
  }

  /// Measures a model.
  /// - Parameters:
  ///   - model: a model of the evaluator's graph.
  ///   - source: the examples.
  ///   - isCancelled: asked between chunks.
  /// - Throws: `TrainingError` if model and examples do not fit, or on cancellation.
  public func evaluate(
    _ model: Model, on source: any ExampleSource, isCancelled: @Sendable () -> Bool = { false }
  ) throws(TrainingError) -> EvaluationReport {
    guard weights.layout.fits(model) else {
      throw .invalid("`\(model.name)` is not a model of the evaluator's network")
    }
    weights.load(model.parameters)
    return try evaluate(source, isCancelled: isCancelled)
  }

  /// Measures the weights as they are in the arena.
  package func evaluate(
    _ source: any ExampleSource, isCancelled: @Sendable () -> Bool
  ) throws(TrainingError) -> EvaluationReport {
    try requireFit(graph, source)
    let rows = Evaluator.chunkRows
    let chunks = (source.count + rows - 1) / rows
    try prepareExecutors(for: source.count)
    var tallies = [Tally?](repeating: nil, count: chunks)
    let failure = FirstFailure()
    let executors = executors
    tallies.withUnsafeMutableBufferPointer { tallies in
      nonisolated(unsafe) let slots = tallies
      pool.run(chunks) { chunk, worker in
        guard !failure.hasFailed else { return }
        if isCancelled() { return failure.record(.cancelled) }
        let range = chunk * rows..<min(source.count, (chunk + 1) * rows)
        guard let executor = executors[worker][range.count] else { return }
        do throws(TrainingError) {
          slots[chunk] = try Tally(range, source, executor)
        } catch {
          failure.record(error)
        }
      }
    }
    if let error = failure.error { throw error }
    return tallies.reduce(into: Tally()) { $0.add($1 ?? Tally()) }.report(count: source.count)
  }

  private func prepareExecutors(for count: Int) throws(TrainingError) {
    let sizes = Set([min(count, Evaluator.chunkRows), count % Evaluator.chunkRows])
    for worker in executors.indices {
      for rows in sizes.sorted() where rows > 0 && executors[worker][rows] == nil {
        executors[worker][rows] = try OneDNNExecutor(
          graph, rows: rows, weights: weights, gradients: nil)
      }
    }
  }
}

/// Counts over some examples.
private struct Tally: Sendable {
  var correct = 0
  var correctInTop5 = 0
  var lossSum = 0.0

  init() {}

  init(
    _ range: Range<Int>, _ source: any ExampleSource, _ executor: OneDNNExecutor
  ) throws(TrainingError) {
    let indices = range.map { Int32($0) }
    indices.withUnsafeBufferPointer {
      source.copy($0, values: executor.input, labels: executor.labels)
    }
    try executor.forward()
    lossSum = try executor.lossSum()
    let classes = executor.output.count / max(1, range.count)
    for row in 0..<range.count {
      let label = Int(executor.labels[row])
      let score = executor.output[row * classes + label]
      if score.isNaN { continue }
      // Ties are decided for the lower class.
      var before = 0
      for k in 0..<classes {
        let other = executor.output[row * classes + k]
        if other > score || (other == score && k < label) { before += 1 }
      }
      if before < 1 { correct += 1 }
      if before < 5 { correctInTop5 += 1 }
    }
  }

  mutating func add(_ other: Tally) {
    correct += other.correct
    correctInTop5 += other.correctInTop5
    lossSum += other.lossSum
  }

  func report(count: Int) -> EvaluationReport {
    EvaluationReport(
      count: count, correct: correct, correctInTop5: correctInTop5,
      loss: count == 0 ? 0 : lossSum / Double(count))
  }
}

/// Refuses examples that a graph cannot take.
/// - Throws: `TrainingError.invalid` that says what differs.
func requireFit(_ graph: Graph, _ source: any ExampleSource) throws(TrainingError) {
  guard source.count > 0, source.count <= Int(Int32.max) else {
    throw .invalid("there are \(source.count) examples")
  }
  guard source.exampleShape == graph.inputShape else {
    throw .invalid(
      "the network takes examples of \(graph.inputShape), but the data has \(source.exampleShape)")
  }
  guard graph.outputShape.count == source.classes else {
    throw .invalid(
      "the network tells \(graph.outputShape.count) classes apart, but the data has "
        + "\(source.classes)")
  }
}
