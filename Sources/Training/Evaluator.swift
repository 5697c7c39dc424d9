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

/// A network's answer to every example.
public struct Predictions: Hashable, Sendable {
  /// The examples' labels, in order.
  public internal(set) var labels: [Int32]
  /// The class with the highest output, of several the lowest; -1 where no output is a number.
  public internal(set) var classes: [Int32]

  /// Whether each answer is right.
  public var isCorrect: [Bool] { zip(labels, classes).map { $0 == $1 } }

  /// How often each class was taken for each other; answers that are no class are left out.
  /// - Parameter count: number of classes.
  /// - Throws: `TrainingError.invalid` if there are too many classes.
  public func confusionMatrix(classes count: Int) throws(TrainingError) -> ConfusionMatrix {
    var matrix = try ConfusionMatrix(classes: count)
    for (label, answer) in zip(labels, classes) where answer >= 0 {
      try matrix.add(actual: Int(label), predicted: Int(answer))
    }
    return matrix
  }
}

/// Measures a network on examples.
///
/// Examples are cut into chunks of a size that depends on the network alone, so the result does not
/// depend on the number of threads. One evaluator serves one graph; its executors are made once.
public final class Evaluator {
  private let graph: Graph
  private let pool: WorkerPool
  private let weights: ParameterArena
  private let plan: OneDNNExecutor.Plan
  private let rows: Int
  private let executors: ExecutorPool

  /// An evaluator for models of a graph.
  /// - Parameters:
  ///   - graph: the network.
  ///   - threads: number of threads.
  /// - Throws: `TrainingError` if oneDNN refuses.
  public convenience init(_ graph: Graph, threads: Int) throws(TrainingError) {
    try self.init(
      graph, pool: WorkerPool(threads: threads, prepare: { OneDNN.prepareThread() }),
      weights: ParameterArena(ParameterLayout(graph)))
  }

  /// An evaluator that shares threads and weights with a trainer.
  package init(
    _ graph: Graph, pool: WorkerPool, weights: ParameterArena
  ) throws(TrainingError) {
    self.graph = graph
    self.pool = pool
    self.weights = weights
    plan = try OneDNNExecutor.Plan(graph, weights: weights)
    rows = MicroBatch.evaluationRows(graph)
    executors = ExecutorPool(plan)
  }

  /// Measures a model.
  /// - Parameters:
  ///   - model: a model of the evaluator's graph.
  ///   - source: the examples.
  ///   - isCancelled: asked between layers, from several threads.
  /// - Throws: `TrainingError` if model and examples do not fit, or on cancellation.
  public func evaluate(
    _ model: Model, on source: any ExampleSource,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(TrainingError) -> EvaluationReport {
    try load(model)
    return try measure(source, isCancelled).report
  }

  /// Measures a model and keeps its answers.
  /// - Parameters:
  ///   - model: a model of the evaluator's graph.
  ///   - source: the examples.
  ///   - isCancelled: asked between layers, from several threads.
  /// - Throws: `TrainingError` if model and examples do not fit, or on cancellation.
  public func predict(
    _ model: Model, on source: any ExampleSource,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(TrainingError) -> (report: EvaluationReport, predictions: Predictions) {
    try load(model)
    return try measure(source, isCancelled)
  }

  /// Measures the weights as they are in the arena.
  package func evaluate(
    _ source: any ExampleSource, isCancelled: @escaping @Sendable () -> Bool
  ) throws(TrainingError) -> EvaluationReport {
    try measure(source, isCancelled).report
  }

  private func load(_ model: Model) throws(TrainingError) {
    guard weights.layout.fits(model) else {
      throw .invalid("`\(model.name)` is not a model of the evaluator's network")
    }
    weights.load(model.parameters)
  }

  private func measure(
    _ source: any ExampleSource, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(TrainingError) -> (report: EvaluationReport, predictions: Predictions) {
    try requireFit(graph, source)
    let count = source.count
    let chunks = (count + rows - 1) / rows
    _ = try executors.prepare([min(count, rows), count % rows], count: min(pool.threads, chunks))
    try plan.prepared.refresh(pool)
    var tallies = [Tally](repeating: Tally(), count: chunks)
    var predictions = Predictions(
      labels: Array(repeating: -1, count: count), classes: Array(repeating: -1, count: count))
    let failure = FirstFailure()
    tallies.withUnsafeMutableBufferPointer { tallies in
      predictions.labels.withUnsafeMutableBufferPointer { labels in
        predictions.classes.withUnsafeMutableBufferPointer { classes in
          nonisolated(unsafe) let (slots, labels, classes) = (tallies, labels, classes)
          pool.run(chunks) { chunk, _ in
            guard !failure.hasFailed else { return }
            let range = chunk * rows..<min(count, (chunk + 1) * rows)
            do throws(TrainingError) {
              slots[chunk] = try executors.lend(rows: range.count) {
                executor throws(TrainingError) in
                try Tally(
                  range, source, executor, labels: labels, classes: classes, isCancelled)
              }
            } catch {
              failure.record(error)
            }
          }
        }
      }
    }
    if let error = failure.error { throw error }
    let report = tallies.reduce(into: Tally()) { $0.add($1) }.report(count: count)
    return (report, predictions)
  }
}

/// Counts over some examples.
private struct Tally: Sendable {
  var correct = 0
  var correctInTop5 = 0
  var lossSum = 0.0

  init() {}

  init(
    _ range: Range<Int>, _ source: any ExampleSource, _ executor: OneDNNExecutor,
    labels: UnsafeMutableBufferPointer<Int32>, classes answers: UnsafeMutableBufferPointer<Int32>,
    _ isCancelled: () -> Bool
  ) throws(TrainingError) {
    let indices = range.map { Int32($0) }
    indices.withUnsafeBufferPointer {
      source.copy($0, values: executor.input, labels: executor.labels)
    }
    try executor.forward(isCancelled: isCancelled)
    let classes = executor.output.count / max(1, range.count)
    try TargetDistribution(classes: classes).fill(
      executor.loss.targets, labels: UnsafeBufferPointer(executor.labels))
    lossSum = try executor.loss.forward()
    for row in 0..<range.count {
      let label = executor.labels[row]
      labels[range.lowerBound + row] = label
      let scores = UnsafeBufferPointer(
        rebasing: executor.output[row * classes..<(row + 1) * classes])
      answers[range.lowerBound + row] = Tally.answer(scores)
      let score = scores[Int(label)]
      if score.isNaN { continue }
      // Ties are decided for the lower class.
      var before = 0
      for k in 0..<classes where scores[k] > score || (scores[k] == score && k < label) {
        before += 1
      }
      if before < 1 { correct += 1 }
      if before < 5 { correctInTop5 += 1 }
    }
  }

  private static func answer(_ scores: UnsafeBufferPointer<Float>) -> Int32 {
    var best: Int32 = -1
    for (k, score) in scores.enumerated() where !score.isNaN {
      if best < 0 || score > scores[Int(best)] { best = Int32(k) }
    }
    return best
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
