import DeepCompression
import SyntheticData
import Testing

/// The whole pipeline through the library alone, without commands.
@Suite struct DeepCompressionTests {
  private struct Outcome {
    var file: [UInt8]
    var model: CompressedModel
    var inMemory: EvaluationReport
    var decoded: EvaluationReport
    var trained: EvaluationReport
  }

  private func network() throws -> Graph {
    var graph = Graph(inputShape: try Shape([1, 28, 28]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 784, outputs: 48))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 48, outputs: 10))
    return graph
  }

  private func compress(threads: Int) throws -> Outcome {
    let folder = try TemporaryFolder()
    try SyntheticImages.write(to: folder)
    let data = try Dataset.folder(folder.path)
    let test = SplitExamples(data.test, classes: data.classes)
    func train(_ model: CompressedModel, rate: Double, seed: UInt64) throws -> CompressedModel {
      let job = TrainingJob(
        model: model.model, training: SplitExamples(data.train, classes: data.classes),
        validation: SplitExamples(data.validation, classes: data.classes),
        constraints: model.constraints,
        options: TrainingOptions(
          epochs: 6, batch: 20, learningRate: rate, seed: seed, threads: threads))
      var trained = model
      try trained.adopt(try #require(try job.run().model))
      return trained
    }
    func evaluate(_ model: CompressedModel) throws -> EvaluationReport {
      try Evaluator(model.model.graph, threads: threads).evaluate(model.model, on: test)
    }

    var random = RandomSource(seed: 5)
    var model = CompressedModel(Model(name: "net", graph: try network(), drawnFrom: &random))
    model = try train(model, rate: 0.05, seed: 1)
    let trained = try evaluate(model)
    _ = try model.prune(keep: ["ip1": 0.1, "ip2": 0.5])
    model = try train(model, rate: 0.05, seed: 2)
    _ = try model.quantize(
      bits: ["ip1": 4, "ip2": 5], initialization: .linear, random: &random)
    model = try train(model, rate: 1e-4, seed: 3)
    let (file, _) = try model.encoded(EncodingOptions(measuresXZ: false))
    return Outcome(
      file: file, model: model, inMemory: try evaluate(model),
      decoded: try evaluate(try CompressedModel(decoding: file)), trained: trained)
  }

  @Test func pipelineGivesTheSameFileAtOneAndTwoThreads() throws {
    let one = try compress(threads: 1)
    let two = try compress(threads: 2)
    #expect(one.file == two.file)
    #expect(one.inMemory == two.inMemory)
  }

  @Test func fileHoldsTheModelToTheLastBitAndImage() throws {
    let outcome = try compress(threads: 2)
    #expect(areSame(try CompressedModel(decoding: outcome.file), outcome.model))
    #expect(outcome.decoded == outcome.inMemory)
  }

  /// Not a network that guesses, nor one without mistakes: else equal counts would show little.
  @Test func networkHasLearnedAndKeepsMostOfIt() throws {
    let outcome = try compress(threads: 2)
    #expect(outcome.trained.top1 > 0.5)
    #expect(outcome.inMemory.top1 > 0.5 && outcome.inMemory.top1 < 1)
    let model = outcome.model
    #expect(model.keptCount == 3763 + 240)
    #expect(outcome.file.count * 20 < model.model.float32Bytes)
  }
}
