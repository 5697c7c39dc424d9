import Networks
import OrderedCollections
import Tensors
import Testing

@Suite struct ReferenceExecutorTests {
  /// `ip1` is read by a rectifier, by a second layer and by a branch that leads nowhere.
  private func residual() throws -> Graph {
    var graph = Graph(inputShape: try Shape([2, 2]))
    try graph.add("flat", Flatten())
    try graph.add("ip1", Dense(inputs: 4, outputs: 3))
    try graph.add("relu", ReLU())
    try graph.add("ip2", Dense(inputs: 3, outputs: 3), inputs: [.node(1)])
    try graph.add("sum", Add(), inputs: [.node(2), .node(3)])
    try graph.add("unused", Dense(inputs: 3, outputs: 2), inputs: [.node(1)])
    try graph.add("twice", Add(), inputs: [.node(4), .node(4)])
    return graph
  }

  private func scalar(_ output: Tensor, _ weights: Tensor) -> Double {
    (0..<output.count).reduce(0) { $0 + Double(weights[$1]) * Double(output[$1]) }
  }

  @Test func gradientsOfSeveralConsumersAddUp() throws {
    let graph = try residual()
    var random = RandomSource(seed: 1)
    let model = Model(name: "residual", graph: graph, drawnFrom: &random)
    let x = Tensor(drawn: try graph.inputShape.batched(5), from: &random)
    let weights = Tensor(drawn: try graph.outputShape.batched(5), from: &random)
    let executor = ReferenceExecutor(graph)
    let gradients = try executor.parameterGradients(
      x, parameters: model.parameters, outputGradient: weights)
    // What leads nowhere has no gradient.
    #expect(Set(gradients.keys) == ["ip1.weight", "ip1.bias", "ip2.weight", "ip2.bias"])
    let step: Float = 0x1p-8
    for (name, gradient) in gradients {
      let scale = gradient.values.map(\.magnitude).max() ?? 0
      for index in 0..<gradient.count {
        func value(_ step: Float) throws -> Double {
          var moved = model
          try moved.setParameter(name, try model.parameter(name).adding(step, at: index))
          return scalar(try executor.output(x, parameters: moved.parameters), weights)
        }
        let numeric = Float((try value(step) - value(-step)) / Double(2 * step))
        #expect(abs(numeric - gradient[index]) <= 2e-3 * scale, "\(name) at \(index)")
      }
    }
  }

  @Test func activationsByHand() throws {
    var graph = Graph(inputShape: .vector(2))
    try graph.add("ip", Dense(inputs: 2, outputs: 1))
    try graph.add("relu", ReLU())
    let parameters: OrderedDictionary = [
      "ip.weight": try Tensor([1, -1], shape: try Shape([1, 2])),
      "ip.bias": try Tensor([0.5], shape: .vector(1)),
    ]
    let x = try Tensor([3, 1, 1, 3], shape: try Shape([2, 2]))
    let executor = ReferenceExecutor(graph)
    let results = try executor.activations(x, parameters: parameters)
    #expect(results.map(\.values) == [[2.5, -1.5], [2.5, 0]])
    #expect(try executor.output(x, parameters: parameters).values == [2.5, 0])
    let gradients = try executor.parameterGradients(
      x, parameters: parameters, outputGradient: try Tensor([2, 7], shape: try Shape([2, 1])))
    #expect(gradients["ip.weight"]?.values == [6, 2])
    #expect(gradients["ip.bias"]?.values == [2])
  }

  @Test func trainingMeasuresTheBatch() throws {
    var graph = Graph(inputShape: .vector(1))
    try graph.add("bn1", BatchNorm(channels: 1))
    try graph.add("relu", ReLU())
    try graph.add("bn2", BatchNorm(channels: 1))
    var random = RandomSource(seed: 1)
    let model = Model(name: "", graph: graph, drawnFrom: &random)
    let x = try Tensor([3, 5], shape: try Shape([2, 1]))
    let executor = ReferenceExecutor(graph)
    let mode = ExecutionMode.training(rowSeeds: [1, 2])
    let statistics = try executor.batchStatistics(x, parameters: model.parameters, mode: mode)
    #expect(
      Array(statistics.keys) == ["bn1.mean", "bn1.variance", "bn2.mean", "bn2.variance"])
    #expect(statistics["bn1.mean"]?.values == [4])
    #expect(statistics["bn1.variance"]?.values == [2])
    // The second one sees 0 and 1 behind the first one and the rectifier.
    let mean = try #require(statistics["bn2.mean"])
    #expect(abs(mean[0] - 0.5) < 1e-5)
    let output = try executor.output(x, parameters: model.parameters, mode: mode)
    #expect(abs(output[0] + 1) < 1e-3 && abs(output[1] - 1) < 1e-3)
    // The stored statistics are still 0 and 1.
    let inferred = try executor.output(x, parameters: model.parameters)
    #expect(abs(inferred[0] - 3) < 1e-3 && abs(inferred[1] - 5) < 1e-3)
    let gradients = try executor.parameterGradients(
      x, parameters: model.parameters, outputGradient: x, mode: mode)
    #expect(Set(gradients.keys) == ["bn1.scale", "bn1.shift", "bn2.scale", "bn2.shift"])
    // Behind the second normalisation it is the batch that counts.
    #expect(abs(try #require(gradients["bn2.scale"])[0] - 2) < 1e-3)
  }

  @Test func everyNodeGetsSeedsOfItsOwn() throws {
    var graph = Graph(inputShape: .vector(1))
    try graph.add("first", ShowSeeds())
    try graph.add("second", ShowSeeds(), inputs: [.input])
    let x = Tensor(zeros: try Shape([2, 1]))
    let executor = ReferenceExecutor(graph)
    let results = try executor.activations(
      x, parameters: [:], mode: .training(rowSeeds: [1, 0x9E37_79B9_7F4A_7C15]))
    #expect(results.map(\.values) == [[1, 0x15], [0x14, 0]])
    #expect(try executor.output(x, parameters: [:]).values == [-1, -1])
    for seeds in [[], [1], [1, 2, 3]] as [[UInt64]] {
      #expect(throws: NetworkError("\(seeds.count) seeds do not fit 2×1", at: "input")) {
        try executor.output(x, parameters: [:], mode: .training(rowSeeds: seeds))
      }
    }
  }

  @Test func anEmptyGraphGivesItsInput() throws {
    let x = try Tensor([1, 2], shape: try Shape([1, 2]))
    let executor = ReferenceExecutor(Graph(inputShape: .vector(2)))
    #expect(try executor.output(x, parameters: [:]).values == [1, 2])
    #expect(try executor.parameterGradients(x, parameters: [:], outputGradient: x).isEmpty)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let graph = try residual()
    var random = RandomSource(seed: 1)
    let model = Model(name: "residual", graph: graph, drawnFrom: &random)
    let executor = ReferenceExecutor(graph)
    let x = Tensor(zeros: try Shape([5, 2, 2]))
    var parameters = model.parameters
    parameters["ip2.bias"] = nil
    #expect(throws: NetworkError("there are no values for this parameter", at: "ip2.bias")) {
      try executor.output(x, parameters: parameters)
    }
    parameters["ip2.bias"] = Tensor(zeros: .vector(2))
    #expect(throws: NetworkError("has the shape 2, not 3", at: "ip2.bias")) {
      try executor.output(x, parameters: parameters)
    }
    for shape in [[4], [5, 4], [5, 2, 3], [2, 2], [5, 1, 2, 2]] {
      let error = #expect(throws: NetworkError.self) {
        try executor.output(Tensor(zeros: try Shape(shape)), parameters: model.parameters)
      }
      #expect(error?.place == "input")
    }
    #expect(throws: NetworkError.self) {
      try executor.parameterGradients(
        x, parameters: model.parameters, outputGradient: Tensor(zeros: try Shape([5, 2])))
    }
  }
}

/// Gives the last five bits of each row's seed.
private struct ShowSeeds: Networks.Operation {
  static let kind = "test-seeds"
  static let code: UInt8 = 254

  init() {}
  init(attributes: [Int]) throws(NetworkError) {}
  var attributes: [Int] { [] }

  func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape { inputs[0] }

  func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    Tensor(shape: inputs[0].shape) { $0.update(repeating: -1) }
  }

  func reference(
    _ inputs: [Tensor], _ parameters: [Tensor], mode: ExecutionMode
  ) throws(NetworkError) -> Tensor {
    guard case .training(let seeds) = mode else { return try reference(inputs, parameters) }
    return Tensor(shape: inputs[0].shape) { values in
      for index in values.indices { values[index] = Float(seeds[index] & 0x1F) }
    }
  }

  func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    Gradients(inputs: [gradient])
  }
}
