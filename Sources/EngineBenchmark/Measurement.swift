import DeepCompression

/// A piece of work whose speed is measured.
struct Measurement {
  /// The network; its weights are drawn.
  let model: Model
  /// Examples in a minibatch.
  let batch: Int
  /// Name of the optimizer.
  let optimizer: String
  /// How long to measure; 0 for one minibatch.
  let seconds: Double
  /// Number of threads.
  let threads: Int

  /// Epochs that count; one more goes before them, in which primitives are made and memory is
  /// touched for the first time.
  private static let measuredEpochs = 4
  /// A rate is taken from no less than this, in seconds, to foresee how many examples are needed.
  private static let trustedSeconds = 0.25
  /// Small enough for every rate that an epoch is foreseen with.
  private static let mostExamples = 1 << 24

  /// Images per second of training, with copying each minibatch together.
  /// - Parameter images: number of different ones.
  /// - Throws: `ShapeError` or `TrainingError`.
  func trainingRate(images: Int) throws -> Double {
    let examples = try SyntheticExamples(for: model.graph, images: images)
    var count = batch
    var rate = try epochRate(examples.repeated(to: count), epochs: 1)
    guard seconds > 0 else { return rate }
    while Double(count) / rate < min(Self.trustedSeconds, seconds) {
      count = max(2 * count, steps(lasting: Self.trustedSeconds, at: rate) * batch)
      guard count <= Self.mostExamples else { break }
      rate = try epochRate(examples.repeated(to: count), epochs: 1)
    }
    count = steps(lasting: seconds / Double(Self.measuredEpochs), at: rate) * batch
    return try epochRate(examples.repeated(to: count), epochs: Self.measuredEpochs)
  }

  /// Minibatches in a time, at least one.
  private func steps(lasting seconds: Double, at rate: Double) -> Int {
    let most = max(1, Self.mostExamples / batch)
    return Int(min(Double(most), max(1, (rate * seconds / Double(batch)).rounded())))
  }

  /// Trains a fresh copy of the model; the first epoch does not count.
  private func epochRate(_ examples: SyntheticExamples, epochs: Int) throws -> Double {
    // The rate matters to nothing but that random labels do not drive the weights off.
    let options = TrainingOptions(
      epochs: epochs + 1, batch: batch, optimizer: optimizer,
      learningRate: optimizer == Adam.name ? 1e-4 : 1e-3, seed: 1, threads: threads)
    let job = TrainingJob(
      model: model, training: examples, validation: examples.repeated(to: 1), options: options)
    switch try job.run() {
    case .finished(_, let report):
      let measured = report.epochs.dropFirst()
      let seconds = measured.reduce(0) { $0 + Double(examples.count) / $1.imagesPerSecond }
      return Double(examples.count * measured.count) / max(seconds, 1e-9)
    case .interrupted:
      throw TrainingError.cancelled
    case .diverged(let divergence, _):
      throw TrainingError.invalid("the training diverged at step \(divergence.step)")
    }
  }

  /// Images per second of evaluation, a minibatch each time: losses, top-1 and top-5.
  /// - Throws: `ShapeError` or `TrainingError`.
  func evaluationRate() throws -> Double {
    let examples = try SyntheticExamples(for: model.graph, images: batch)
    let evaluator = try Evaluator(model.graph, threads: threads)
    let clock = ContinuousClock()
    let warm = clock.now
    repeat {
      _ = try evaluator.evaluate(model, on: examples)
    } while (clock.now - warm) / .seconds(1) < seconds / 10
    let start = clock.now
    var count = 0
    var elapsed: Double
    repeat {
      _ = try evaluator.evaluate(model, on: examples)
      count += batch
      elapsed = (clock.now - start) / .seconds(1)
    } while elapsed < seconds
    return Double(count) / max(elapsed, 1e-9)
  }
}
