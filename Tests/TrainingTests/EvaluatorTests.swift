import Foundation
import Networks
import Tensors
import Testing
import Training

@Suite struct EvaluatorTests {
  /// Scores that a graph without layers passes on as they are.
  private func scores(_ rows: [[Float]], _ labels: [Int32]) throws -> TestExamples {
    let classes = rows.first?.count ?? 1
    return TestExamples(
      values: Array(rows.joined()), labels: labels, exampleShape: .vector(classes),
      classes: classes)
  }

  private func evaluate(_ examples: TestExamples, threads: Int = 1) throws -> EvaluationReport {
    let graph = Graph(inputShape: examples.exampleShape)
    let model = try Model(name: "", graph: graph, parameters: [:])
    return try Evaluator(graph, threads: threads).evaluate(model, on: examples)
  }

  /// Sorts the classes: the place of the label decides.
  private func slowCounts(_ examples: TestExamples) -> (top1: Int, top5: Int) {
    var counts = (top1: 0, top5: 0)
    for row in 0..<examples.count {
      let scores = Array(examples.values[row * examples.classes..<(row + 1) * examples.classes])
      let label = Int(examples.labels[row])
      if scores[label].isNaN { continue }
      let order = scores.indices.filter { !scores[$0].isNaN }
        .sorted { (-scores[$0], $0) < (-scores[$1], $1) }
      let place = order.firstIndex(of: label) ?? order.count
      if place < 1 { counts.top1 += 1 }
      if place < 5 { counts.top5 += 1 }
    }
    return counts
  }

  @Test(arguments: [2, 3, 5, 6, 10, 40]) func countsAgreeWithSorting(classes: Int) throws {
    var random = RandomSource(seed: UInt64(classes))
    // Few different scores make many ties; now and then one is no number.
    let choices: [Float] = [-1, -0.0, 0, 0.5, 1, 2, .nan, -.infinity]
    let rows = (0..<600).map { _ in
      (0..<classes).map { _ in
        random.below(20) == 0 ? choices[random.below(8)] : choices[random.below(6)]
      }
    }
    let examples = try scores(rows, (0..<600).map { _ in Int32(random.below(classes)) })
    let report = try evaluate(examples)
    let expected = slowCounts(examples)
    #expect(report.count == 600)
    #expect(report.correct == expected.top1)
    #expect(report.correctInTop5 == expected.top5)
  }

  @Test func tiesGoToTheLowerClass() throws {
    let report = try evaluate(try scores([[1, 1, 0], [1, 1, 0], [0, 0, 0]], [0, 1, 2]))
    #expect(report.correct == 1)
    #expect(report.correctInTop5 == 3)
  }

  @Test func aScoreThatIsNoNumberIsNeverRight() throws {
    let report = try evaluate(try scores([[.nan, 0, 0], [.nan, .nan, .nan]], [0, 2]))
    #expect(report.correct == 0)
    #expect(report.correctInTop5 == 0)
    #expect(report.loss.isNaN)
  }

  @Test func sharesAndLoss() throws {
    let report = try evaluate(try scores([[0, 0], [0, 0], [0, 0], [0, 0]], [0, 0, 0, 1]))
    #expect(report.top1 == 0.75)
    #expect(report.error == 0.25)
    #expect(report.top5 == 1)
    #expect(abs(report.loss - 0.693_147_180_559_945) < 5e-6)
  }

  /// One example more or less than whole chunks.
  @Test(arguments: [1, 249, 250, 251, 500, 1137]) func anyNumberOfExamples(count: Int) throws {
    let graph = try TestGraphs.hidden()
    let model = Model(graph, seed: 1)
    let examples = TestExamples.clouds(count)
    let report = try Evaluator(graph, threads: 1).evaluate(model, on: examples)
    let x = try Tensor(examples.values, shape: try examples.exampleShape.batched(count))
    let output = try ReferenceExecutor(graph).output(x, parameters: model.parameters)
    let loss = try SoftmaxCrossEntropy.reference(output, labels: examples.labels).lossSum
    #expect(abs(report.loss - loss / Double(count)) < 5e-6)
    let logits = TestExamples(
      values: output.values, labels: examples.labels, exampleShape: .vector(4), classes: 4)
    #expect(report.correct == slowCounts(logits).top1)
    #expect(report.count == count)
    for threads in [2, 4] {
      #expect(try Evaluator(graph, threads: threads).evaluate(model, on: examples) == report)
    }
  }

  @Test func anEvaluatorServesManyModelsAndSources() throws {
    let graph = try TestGraphs.hidden()
    let evaluator = try Evaluator(graph, threads: 2)
    for seed: UInt64 in [1, 2, 1] {
      for count in [600, 10] {
        let (model, examples) = (Model(graph, seed: seed), TestExamples.clouds(count))
        let fresh = try Evaluator(graph, threads: 1).evaluate(model, on: examples)
        #expect(try evaluator.evaluate(model, on: examples) == fresh)
      }
    }
  }

  /// An evaluator may be used on another thread than the one that made it.
  @Test func theCallersThreadDoesNotMatter() async throws {
    // A product of these extents has other bits if oneDNN cuts it for two threads.
    let graph = try TestGraphs.linear(300, 10)
    let model = Model(graph, seed: 1)
    let examples = TestExamples.clouds(64, shape: .vector(300), classes: 10)
    nonisolated(unsafe) let evaluator = try Evaluator(graph, threads: 1)
    let here = try evaluator.evaluate(model, on: examples)
    let elsewhere = try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        continuation.resume(with: Result { try evaluator.evaluate(model, on: examples) })
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    #expect(here == elsewhere)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let graph = try TestGraphs.hidden()
    let evaluator = try Evaluator(graph, threads: 1)
    let model = Model(graph, seed: 1)
    let none = TestExamples.clouds(0)
    #expect(throws: TrainingError.invalid("there are 0 examples")) {
      try evaluator.evaluate(model, on: none)
    }
    for examples in [
      TestExamples.clouds(3, shape: .vector(11)), TestExamples.clouds(3, classes: 3),
      TestExamples.clouds(3, shape: try Shape([3, 4])),
    ] {
      #expect(throws: TrainingError.self) { try evaluator.evaluate(model, on: examples) }
    }
    var mislabelled = TestExamples.clouds(300)
    mislabelled.labels[290] = 4
    #expect(throws: TrainingError.invalid("a label is outside 0 ..< 4")) {
      try evaluator.evaluate(model, on: mislabelled)
    }
    // A model of another network, larger or smaller.
    for other in [try TestGraphs.hidden(12, 21, 4), try TestGraphs.linear(12, 4)] {
      #expect(throws: TrainingError.self) {
        try evaluator.evaluate(Model(other, seed: 1), on: TestExamples.clouds(3))
      }
    }
  }

  // MARK: Predictions

  private func predict(
    _ examples: TestExamples, threads: Int = 1
  ) throws -> (report: EvaluationReport, predictions: Predictions) {
    let graph = Graph(inputShape: examples.exampleShape)
    let model = try Model(name: "", graph: graph, parameters: [:])
    return try Evaluator(graph, threads: threads).predict(model, on: examples)
  }

  @Test func predictionsAreTheHighestScoresOfTheLowestClass() throws {
    let rows: [[Float]] = [
      [0, 1, 2], [1, 1, 0], [0, 1, 1], [.nan, 0, 1], [2, .nan, .nan], [.nan, .nan, .nan],
      [-.infinity, -.infinity, -.infinity], [.infinity, .infinity, 0], [-0.0, 0, -1], [0, -0.0, 0],
      [.nan, -.infinity, .nan],
    ]
    let labels: [Int32] = [2, 1, 1, 0, 0, 2, 0, 1, 0, 2, 1]
    let (report, predictions) = try predict(try scores(rows, labels))
    #expect(predictions.labels == labels)
    #expect(predictions.classes == [2, 0, 1, 2, 0, -1, 0, 0, 0, 0, 1])
    #expect(
      predictions.isCorrect
        == [true, false, true, false, true, false, true, false, true, false, true])
    #expect(report.correct == predictions.isCorrect.filter { $0 }.count)
  }

  @Test func confusionMatricesCountPredictions() throws {
    let rows: [[Float]] = [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [.nan, .nan, .nan]]
    let (_, predictions) = try predict(try scores(rows, [0, 1, 2, 2, 1]))
    let matrix = try predictions.confusionMatrix(classes: 3)
    #expect(matrix.total == 4)
    #expect(matrix.correct == 3)
    #expect(matrix.count(actual: 2, predicted: 1) == 1)
    #expect(matrix.count(actual: 1, predicted: 1) == 1)
    #expect(throws: TrainingError.self) { try predictions.confusionMatrix(classes: 2) }
    #expect(throws: TrainingError.self) { try predictions.confusionMatrix(classes: 0) }
    #expect(throws: TrainingError.self) { try predictions.confusionMatrix(classes: .max) }
  }

  @Test(arguments: [1, 249, 250, 251, 777]) func predictionsAreInOrder(count: Int) throws {
    let graph = try TestGraphs.hidden()
    let model = Model(graph, seed: 1)
    let examples = TestExamples.clouds(count)
    let (report, predictions) = try Evaluator(graph, threads: 1).predict(model, on: examples)
    #expect(predictions.labels == examples.labels)
    let (x, _) = try SlowTrainer.examples(examples, 0..<Int32(count))
    let output = try ReferenceExecutor(graph).output(x, parameters: model.parameters)
    let expected = (0..<count).map { row in
      let own = Array(output.values[row * 4..<row * 4 + 4])
      return Int32(own.firstIndex(of: own.max() ?? 0) ?? -1)
    }
    #expect(predictions.classes == expected)
    let matrix = try predictions.confusionMatrix(classes: 4)
    #expect(matrix.correct == report.correct && matrix.total == count)
    for threads in [2, 4] {
      let other = try Evaluator(graph, threads: threads).predict(model, on: examples)
      #expect(other.report == report && other.predictions == predictions)
    }
    #expect(try Evaluator(graph, threads: 1).evaluate(model, on: examples) == report)
  }

  /// A network that is looked at a few examples at a time, by its own size.
  @Test func chunksDependOnTheNetwork() throws {
    var graph = Graph(inputShape: .vector(1 << 16))
    try graph.add("relu", ReLU())
    try graph.add("ip", Dense(inputs: 1 << 16, outputs: 4))
    let rows = MicroBatch.evaluationRows(graph)
    #expect(rows == 32)
    let model = Model(graph, seed: 1)
    let examples = TestExamples.clouds(70, shape: graph.inputShape)
    let (report, predictions) = try Evaluator(graph, threads: 1).predict(model, on: examples)
    #expect(predictions.labels == examples.labels)
    #expect(
      try Evaluator(graph, threads: 3).predict(model, on: examples).predictions == predictions)
    // One by one.
    var correct = 0
    for index in 0..<70 {
      let one = TestExamples(
        values: Array(examples.values[index << 16..<(index + 1) << 16]),
        labels: [examples.labels[index]], exampleShape: graph.inputShape, classes: 4)
      correct += try Evaluator(graph, threads: 1).evaluate(model, on: one).correct
    }
    #expect(abs(correct - report.correct) <= 1)
  }

  /// Dropout drops nothing, and normalisation uses the stored statistics.
  @Test func networksAreUsedAsInInference() throws {
    let graph = try TestGraphs.residual()
    var model = Model(graph, seed: 1)
    try model.setParameter("bn1.mean", try Tensor([0.1, 0.2, -0.3, 0.4], shape: .vector(4)))
    try model.setParameter("bn2.variance", try Tensor([2, 0.5, 1, 3], shape: .vector(4)))
    let examples = TestExamples.clouds(90, shape: graph.inputShape)
    let report = try Evaluator(graph, threads: 2).evaluate(model, on: examples)
    let (x, labels) = try SlowTrainer.examples(examples, 0..<90)
    let output = try ReferenceExecutor(graph).output(x, parameters: model.parameters)
    let loss = try SoftmaxCrossEntropy.reference(output, labels: labels).lossSum / 90
    #expect(abs(report.loss - loss) <= 1e-5 * loss)
  }

  @Test func canBeCancelled() throws {
    let graph = try TestGraphs.hidden()
    for threads in [1, 2] {
      #expect(throws: TrainingError.cancelled) {
        try Evaluator(graph, threads: threads).evaluate(
          Model(graph, seed: 1), on: TestExamples.clouds(600), isCancelled: { true })
      }
    }
  }
}
