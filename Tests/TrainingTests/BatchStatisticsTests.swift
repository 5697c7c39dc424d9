import Networks
import Tensors
import Testing
import Training

/// The class is not public: what a training of one step leaves in the model.
@Suite struct BatchStatisticsTests {
  private func graph(_ shape: Shape, momentum: Float) throws -> Graph {
    var graph = Graph(inputShape: shape)
    try graph.add("bn", try BatchNorm(channels: shape.dimensions[0], momentum: momentum))
    try graph.add("flatten", Flatten())
    try graph.add("ip", Dense(inputs: shape.count, outputs: 4))
    return graph
  }

  private func job(_ graph: Graph, count: Int) throws -> TrainingJob {
    var model = Model(graph, seed: 1)
    var random = RandomSource(seed: 3)
    for part in ["mean", "variance"] {
      let running = Tensor(shape: try model.parameter("bn.\(part)").shape) { values in
        for index in values.indices { values[index] = 0.5 + random.uniform() }
      }
      try model.setParameter("bn.\(part)", running)
    }
    var examples = TestExamples.clouds(count, shape: graph.inputShape)
    // Channels of different means and spreads.
    for index in examples.values.indices {
      let channel = Float(index % graph.inputShape.count * 7 / graph.inputShape.count)
      examples.values[index] = (1 + channel) * examples.values[index] - 2 * channel
    }
    return TrainingJob(
      model: model, training: examples, validation: TestExamples.clouds(2, shape: graph.inputShape),
      options: TrainingOptions(batch: count, learningRate: 0.01, threads: 2))
  }

  /// Shards of different sizes are one minibatch.
  @Test(arguments: [1, 2, 3, 64, 65, 101, 300])
  func agreeWithTheReferenceOfTheWholeMinibatch(count: Int) throws {
    for shape in [Shape.vector(5), try Shape([3, 4, 2])] {
      for momentum: Float in [0, 0.1, 0.5, 1] {
        let graph = try graph(shape, momentum: momentum)
        let job = try job(graph, count: count)
        let trained = try job.finish().model
        let layer = try #require(graph.nodes[0].operation as? BatchNorm)
        let (x, _) = try SlowTrainer.examples(job.training, 0..<Int32(count))
        let measured = try layer.referenceStatistics([x])
        for (part, statistic) in measured {
          let before = try job.model.parameter("bn.\(part)")
          // One value has no spread: it changes nothing.
          let values = count * (graph.nodes[0].outputShape.count / layer.channels)
          let expected = values > 1 ? try layer.updated(before, with: statistic) : before
          let scale = statistic.values.map(\.magnitude).max() ?? 0
          let error = largestDifference(try trained.parameter("bn.\(part)"), expected)
          #expect(
            error <= 1e-5 * (1 + scale), "\(part), \(count) examples of \(shape), \(momentum)")
        }
      }
    }
  }

  @Test func aMomentumOf0ChangesNothing() throws {
    let job = try job(try graph(.vector(5), momentum: 0), count: 70)
    let trained = try job.finish().model
    for name in ["bn.mean", "bn.variance"] {
      #expect(try trained.parameter(name).isBitIdentical(to: job.model.parameter(name)))
    }
  }

  @Test func theBitsDoNotDependOnThreads() throws {
    let job = try job(try graph(try Shape([3, 4, 2]), momentum: 0.1), count: 200)
    let bits = TrainingBits(try job.with(threads: 1).finish())
    for threads in [2, 4] {
      #expect(TrainingBits(try job.with(threads: threads).finish()) == bits)
    }
  }

  /// A variance is never negative, however large the mean.
  @Test func equalValuesHaveAVarianceOfNothing() throws {
    var job = try job(try graph(.vector(3), momentum: 1), count: 90)
    job.training = TestExamples(
      values: Array(repeating: 1234.567, count: 270), labels: Array(repeating: 1, count: 90),
      exampleShape: .vector(3), classes: 4)
    let trained = try job.finish().model
    for value in try trained.parameter("bn.variance").values {
      #expect(value >= 0 && value < 1e-2)
    }
    for value in try trained.parameter("bn.mean").values { #expect(abs(value - 1234.567) < 1e-3) }
  }
}
