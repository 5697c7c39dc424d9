import Networks
import Tensors
import Testing
import Training

@Suite struct CalibrationTests {
  private func model(_ graph: Graph) throws -> Model { Model(graph, seed: 4) }

  private func examples(_ count: Int, _ graph: Graph) -> TestExamples {
    TestExamples.clouds(count, shape: graph.inputShape, noise: 2)
  }

  /// Every shard goes through the network with its own statistics; those of whole minibatches are
  /// averaged.
  private func slow(
    _ model: Model, _ source: TestExamples, batches: Int, batch: Int, seed: UInt64
  ) throws -> [String: [Double]] {
    var order = (0..<Int32(source.count)).map { $0 }
    var random = RandomSource(seed: seed)
    random.shuffle(&order)
    let size = min(batch, source.count)
    let count = min(batches, source.count / size)
    let network = SlowNetwork(graph: try withoutDropout(model.graph))
    var sums: [String: [Double]] = [:]
    for number in 0..<count {
      let chosen = Array(order[number * size..<(number + 1) * size])
      let (x, _) = try SlowTrainer.examples(source, chosen)
      let shards = try Sharding.ranges(of: size).map { range in
        let own = try x.rows(range)
        let seeds = [UInt64](repeating: 0, count: range.count)
        return (
          x: own, results: try network.activations(own, model.parameters, rowSeeds: seeds)
        )
      }
      for (name, tensor) in try network.statistics(shards) {
        let sum = sums[name] ?? Array(repeating: 0, count: tensor.count)
        sums[name] = zip(sum, tensor.values).map { $0 + Double($1) / Double(count) }
      }
    }
    return sums
  }

  /// Nothing is dropped while measuring.
  private func withoutDropout(_ graph: Graph) throws -> Graph {
    var result = Graph(inputShape: graph.inputShape)
    for node in graph.nodes {
      let operation: any Networks.Operation =
        node.operation is Dropout ? try Dropout(rate: 0) : node.operation
      try result.add(node.name, operation, inputs: node.inputs)
    }
    return result
  }

  @Test(arguments: [(5, 20), (1, 64), (50, 70), (3, 1000), (60, 2)])
  func agreesWithAPlainComputation(batches: Int, batch: Int) throws {
    for graph in [try TestGraphs.normalised(), try TestGraphs.residual()] {
      let model = try model(graph)
      let source = examples(150, graph)
      let calibration = Calibration(batches: batches, batch: batch, seed: 5, threads: 2)
      let result = try calibration.run(model, on: source)
      let expected = try slow(model, source, batches: batches, batch: batch, seed: 5)
      for (name, tensor) in result.parameters {
        guard let statistic = expected[name] else {
          #expect(tensor.isBitIdentical(to: try model.parameter(name)), "\(name)")
          continue
        }
        let scale = statistic.map(\.magnitude).max() ?? 0
        let error = zip(tensor.values, statistic).map { abs(Double($0) - $1) }.max() ?? 0
        #expect(error <= 1e-4 * max(scale, 1e-3), "\(name): \(error) of \(scale)")
      }
      #expect(expected.count == graph.nodes.filter { $0.operation is BatchNorm }.count * 2)
    }
  }

  /// The first normalisation's input does not depend on how a minibatch is cut: one minibatch of
  /// everything gives the statistics of the data.
  @Test func oneMinibatchOfEverythingIsTheReference() throws {
    let graph = try TestGraphs.normalised()
    let model = try model(graph)
    let source = examples(100, graph)
    let result = try Calibration(batches: 9, batch: 100).run(model, on: source)
    let (x, _) = try SlowTrainer.examples(source, 0..<100)
    let expected = try ReferenceExecutor(graph).batchStatistics(
      x, parameters: model.parameters, mode: .inference)
    for (name, tensor) in expected {
      let scale = tensor.values.map(\.magnitude).max() ?? 0
      #expect(largestDifference(try result.parameter(name), tensor) <= 1e-5 * scale, "\(name)")
    }
  }

  @Test func sameBitsAtAnyNumberOfThreads() throws {
    let graph = try TestGraphs.residual()
    let model = try model(graph)
    for batch in [33, 100] {
      let bits = try [1, 2, 4].map { threads in
        try Calibration(batches: 4, batch: batch, seed: 1, threads: threads)
          .run(model, on: examples(200, graph)).bits
      }
      #expect(bits[1] == bits[0] && bits[2] == bits[0])
      #expect(bits[0] != model.bits)
    }
  }

  /// What the statistics were before does not count, the choice of the examples does.
  @Test func startsAnew() throws {
    let graph = try TestGraphs.residual()
    let source = examples(200, graph)
    var model = try model(graph)
    let calibration = Calibration(batches: 3, batch: 20, seed: 1)
    let first = try calibration.run(model, on: source)
    for name in ["bn1", "bn2"] {
      try model.setParameter("\(name).mean", try Tensor([9, 8, 7, 6], shape: .vector(4)))
      try model.setParameter("\(name).variance", try Tensor([9, 8, 7, 6], shape: .vector(4)))
    }
    #expect(try calibration.run(model, on: source).bits == first.bits)
    #expect(
      try Calibration(batches: 3, batch: 20, seed: 2).run(model, on: source).bits != first.bits)
    #expect(first.name == model.name)
  }

  /// The better statistics show in use.
  @Test func anUncalibratedModelImproves() throws {
    let graph = try TestGraphs.residual()
    let source = examples(300, graph)
    let trained = try TrainingJob(
      model: try model(graph), training: source, validation: source,
      options: TrainingOptions(epochs: 4, learningRate: 0.05)
    ).finish().model
    var spoilt = trained
    for name in ["bn1", "bn2"] {
      try spoilt.setParameter("\(name).mean", try Tensor([9, 8, 7, 6], shape: .vector(4)))
    }
    let evaluator = try Evaluator(graph, threads: 1)
    let loss = try evaluator.evaluate(spoilt, on: source).loss
    let mended = try Calibration(batches: 4).run(spoilt, on: source)
    #expect(try evaluator.evaluate(mended, on: source).loss < loss)
    #expect(try evaluator.evaluate(mended, on: source).top1 > 0.6)
  }

  @Test func whatCannotBeMeasuredIsRefused() throws {
    let graph = try TestGraphs.normalised()
    let model = try model(graph)
    let source = examples(10, graph)
    for (batches, batch) in [(0, 1), (1, 0), (-1, 5), (5, .min)] {
      #expect(
        throws: TrainingError.invalid("\(batches) minibatches of \(batch) examples measure nothing")
      ) { try Calibration(batches: batches, batch: batch).run(model, on: source) }
    }
    let plain = Model(try TestGraphs.hidden(), seed: 1)
    #expect(
      throws: TrainingError.invalid(
        "`test` has no batch normalisation that could be calibrated")
    ) { try Calibration().run(plain, on: source) }
    for wrong in [
      TestExamples.clouds(0), TestExamples.clouds(5, shape: .vector(11)),
      TestExamples.clouds(5, classes: 3),
    ] {
      #expect(throws: TrainingError.self) { try Calibration().run(model, on: wrong) }
    }
    _ = try Calibration(batches: .max, batch: .max, threads: -3).run(model, on: source)
  }

  @Test func canBeCancelled() throws {
    let graph = try TestGraphs.normalised()
    for threads in [1, 2] {
      let calibration = Calibration(threads: threads)
      #expect(throws: TrainingError.cancelled) {
        try calibration.run(model(graph), on: examples(100, graph), isCancelled: { true })
      }
    }
  }
}
