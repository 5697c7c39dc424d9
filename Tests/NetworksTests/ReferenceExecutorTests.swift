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
    try graph.add("sum", Sum(), inputs: [.node(2), .node(3)])
    try graph.add("unused", Dense(inputs: 3, outputs: 2), inputs: [.node(1)])
    try graph.add("twice", Sum(), inputs: [.node(4), .node(4)])
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
