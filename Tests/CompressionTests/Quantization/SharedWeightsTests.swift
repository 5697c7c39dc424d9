import Compression
import Networks
import Tensors
import Testing
import Training

@Suite struct SharedWeightsTests {
  /// The layer of figure 3 with its codes.
  private func figure3() throws -> CompressedModel {
    let codebook = try Codebook(
      centroids: Figure3.centroids, codes: Figure3.codes, pinsZero: false, bits: 2)
    return try CompressedModel(
      try TestModels.layer(4, 4, weights: Figure3.weights), masks: [:],
      codebooks: ["ip.weight": codebook])
  }

  @Test func gradientsAreSummedAsInFigureThree() throws {
    let constraint = try #require(try figure3().constraints["ip.weight"]?.first)
    #expect(!constraint.isElementwise)
    var gradient = Figure3.gradient
    gradient.withUnsafeMutableBufferPointer { constraint.pullBack($0, from: 0) }
    for (value, code) in zip(gradient, Figure3.codes) {
      #expect(abs(value - Figure3.sums[Int(code)]) < 1e-6)
    }
    for code in 0..<4 as Range<UInt16> {
      let own = zip(gradient, Figure3.codes).filter { $1 == code }.map(\.0.bitPattern)
      #expect(Set(own).count == 1)
    }
  }

  @Test func oneStepGivesTheFineTunedCentroidsOfFigureThree() throws {
    var model = try figure3()
    let constraints = try #require(model.constraints["ip.weight"])
    var gradient = Figure3.gradient
    var weights = try model.model.parameter("ip.weight")
    let sgd = SGD(OptimizerSettings(momentum: 0))
    var velocity = [Float](repeating: 0, count: 16)
    gradient.withUnsafeMutableBufferPointer { gradient in
      for constraint in constraints { constraint.pullBack(gradient, from: 0) }
      weights.withUnsafeMutableBufferPointer { weights in
        velocity.withUnsafeMutableBufferPointer { velocity in
          guard let state = velocity.baseAddress, let base = gradient.baseAddress else { return }
          sgd.update(
            weights, state: [state], gradient: base,
            step: OptimizerStep(rate: 1, decay: 0, number: 1))
        }
        for constraint in constraints { constraint.project(weights, from: 0) }
      }
    }
    var trained = model.model
    try trained.setParameter("ip.weight", weights)
    try model.adopt(trained)
    let centroids = try #require(model.codebooks["ip.weight"]?.centroids)
    for (centroid, expected) in zip(centroids, Figure3.tuned) {
      #expect(abs(centroid - expected) < 1e-6)
    }
  }

  /// One step of the trainer beside the sum of the members' gradients from the reference executor.
  @Test func aStepOfTrainingMovesEachCentroidByTheSumOfItsGradients() throws {
    for keep in [nil, 0.5] as [Double?] {
      var random = RandomSource(seed: 1)
      var model = CompressedModel(try TestModels.layer(20, 5))
      if let keep { _ = try model.prune(keep: ["ip": keep]) }
      _ = try model.quantize(bits: ["ip": 3], initialization: .linear, random: &random)
      let examples = TestExamples(count: 16, inputs: 20, classes: 5)
      let job = TrainingJob(
        model: model.model, training: examples, validation: examples,
        constraints: model.constraints,
        options: TrainingOptions(
          batch: 16, settings: OptimizerSettings(momentum: 0), learningRate: 0.5))
      let gradient = try meanGradient(model.model, examples)
      let before = try #require(model.codebooks["ip.weight"])
      try model.adopt(try #require(try job.run().model))
      let after = try #require(model.codebooks["ip.weight"])
      for code in before.centroids.indices {
        let members = before.codes.indices.filter { before.codes[$0] == code }
        let sum = members.reduce(0) { $0 + gradient[$1] }
        let expected = before.centroids[code] - (before.pinsZero && code == 0 ? 0 : 0.5 * sum)
        #expect(abs(after.centroids[code] - expected) < 1e-5)
      }
      #expect(after.codes == before.codes)
    }
  }

  private func meanGradient(_ model: Model, _ examples: TestExamples) throws -> Tensor {
    var x = Tensor(zeros: try examples.exampleShape.batched(examples.count))
    var labels = [Int32](repeating: 0, count: examples.count)
    let indices = (0..<Int32(examples.count)).map { $0 }
    indices.withUnsafeBufferPointer { indices in
      x.withUnsafeMutableBufferPointer { values in
        labels.withUnsafeMutableBufferPointer { examples.copy(indices, values: values, labels: $0) }
      }
    }
    let executor = ReferenceExecutor(model.graph)
    let output = try executor.output(x, parameters: model.parameters)
    let loss = try SoftmaxCrossEntropy.reference(output, labels: labels)
    let mean = Tensor(shape: output.shape) { values in
      for index in values.indices { values[index] = loss.gradient[index] / Float(labels.count) }
    }
    let gradients = try executor.parameterGradients(
      x, parameters: model.parameters, outputGradient: mean)
    return try #require(gradients["ip.weight"])
  }

  /// However long and with whatever optimizer: as many values as codes, and the same bits at any
  /// number of threads.
  @Test(arguments: ["sgd", "adam"]) func trainingKeepsWeightsShared(optimizer: String) throws {
    for keep in [nil, 0.3] as [Double?] {
      var random = RandomSource(seed: 1)
      var model = CompressedModel(try TestModels.layer(200, 10))
      if let keep { _ = try model.prune(keep: ["ip": keep]) }
      _ = try model.quantize(bits: ["ip": 3], initialization: .linear, random: &random)
      var results: [[UInt32]] = []
      for threads in [1, 2, 4] {
        let examples = TestExamples(count: 150, inputs: 200, classes: 10)
        let job = TrainingJob(
          model: model.model, training: examples, validation: examples,
          constraints: model.constraints,
          options: TrainingOptions(
            epochs: 4, batch: 50, optimizer: optimizer, learningRate: 0.002, weightDecay: 0.01,
            threads: threads))
        var trained = model
        try trained.adopt(try #require(try job.run().model))
        #expect(trained.violations.isEmpty)
        let bits = try trained.bits("ip.weight")
        #expect(Set(bits).count <= 8)
        #expect(bits != (try model.bits("ip.weight")))
        results.append(bits)
        try expectRoundTrip(trained)
      }
      #expect(Set(results).count == 1)
    }
  }

  @Test func weightsThatDifferTakeTheValueOfTheFirst() throws {
    let model = try figure3()
    let constraint = try #require(model.constraints["ip.weight"]?.first)
    var weights = (0..<16).map { Float($0) }
    weights.withUnsafeMutableBufferPointer { constraint.project($0, from: 0) }
    #expect(weights == [0, 1, 2, 3, 3, 3, 1, 0, 1, 0, 3, 1, 0, 3, 2, 2])
  }

  @Test func codesWithoutMembersAreNoTrouble() throws {
    let codebook = try Codebook(
      centroids: [0, 5, 6, 7], codes: [0, 2, 2, 0], pinsZero: true, bits: 2)
    var kept = Bitmap(count: 4, filled: true)
    kept[0] = false
    kept[3] = false
    let model = try CompressedModel(
      try TestModels.layer(4, 1), masks: ["ip.weight": Mask(kept: kept)],
      codebooks: ["ip.weight": codebook])
    var gradient: [Float] = [1, 2, 3, .nan]
    for constraint in try #require(model.constraints["ip.weight"]) {
      gradient.withUnsafeMutableBufferPointer { constraint.pullBack($0, from: 0) }
    }
    #expect(gradient == [0, 5, 5, 0])
    try expectRoundTrip(model)
  }
}
