import Networks
import Tensors
import Testing

@Suite struct BatchNormFoldingTests {
  /// A model whose statistics and scales are not those that it starts with.
  private func model(_ graph: Graph) throws -> Model {
    var random = RandomSource(seed: 3)
    var model = Model(name: "folded", graph: graph, drawnFrom: &random)
    for (name, slot) in graph.nodes.flatMap(\.parameters) where slot.role != .weight {
      let drawn = Tensor(drawn: slot.shape, from: &random)
      try model.setParameter(
        name,
        Tensor(shape: slot.shape) { values in
          for index in values.indices {
            values[index] = slot.role == .statistic ? drawn[index].magnitude : drawn[index]
          }
        })
    }
    return model
  }

  private func expectSameOutput(_ a: Model, _ b: Model) throws {
    var random = RandomSource(seed: 4)
    let x = Tensor(drawn: try a.graph.inputShape.batched(3), from: &random)
    let first = try ReferenceExecutor(a.graph).output(x, parameters: a.parameters)
    let second = try ReferenceExecutor(b.graph).output(x, parameters: b.parameters)
    try #require(first.shape == second.shape)
    for (p, q) in zip(first.values, second.values) {
      #expect(abs(p - q) <= 1e-5 * max(1, abs(p)))
    }
  }

  @Test func layersWithAndWithoutBias() throws {
    var graph = Graph(inputShape: try Shape([2, 6, 6]))
    try graph.add(
      "conv1", Convolution(inputs: 2, outputs: 4, kernel: 3, stride: 2, groups: 2, bias: false))
    try graph.add("bn1", BatchNorm(channels: 4))
    try graph.add("relu1", ReLU())
    try graph.add("conv2", Convolution(inputs: 4, outputs: 3, kernel: 1, padding: 1))
    try graph.add("bn2", BatchNorm(channels: 3, epsilon: 0.5))
    try graph.add("flat", Flatten())
    try graph.add("ip", Dense(inputs: 48, outputs: 5, bias: false))
    try graph.add("bn3", BatchNorm(channels: 5))
    let model = try model(graph)
    let (folded, names) = try model.foldingBatchNorm()
    #expect(names == ["bn1", "bn2", "bn3"])
    #expect(folded.name == "folded")
    #expect(folded.graph.nodes.map(\.name) == ["conv1", "relu1", "conv2", "flat", "ip"])
    #expect(
      Array(folded.parameters.keys) == [
        "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "ip.weight", "ip.bias",
      ])
    try expectSameOutput(model, folded)
    let again = try folded.foldingBatchNorm()
    #expect(again.folded.isEmpty && again.model.graph.nodes.count == 5)
  }

  /// A residual block: what is read by two stays, and so does what follows no weight.
  @Test func onlyWhatHasNoOtherReaderIsFolded() throws {
    var graph = Graph(inputShape: try Shape([2, 3, 3]))
    try graph.add("bn0", BatchNorm(channels: 2))
    try graph.add("conv1", Convolution(inputs: 2, outputs: 2, kernel: 1))
    try graph.add("bn1", BatchNorm(channels: 2))
    try graph.add("sum", Add(), inputs: [.node(1), .node(2)])
    try graph.add("conv2", Convolution(inputs: 2, outputs: 2, kernel: 1), inputs: [.node(3)])
    // The order of the graph is not the order of the layers, and the normalisation is the result.
    try graph.add("aside", ReLU(), inputs: [.node(3)])
    try graph.add("bn2", BatchNorm(channels: 2), inputs: [.node(4)])
    let model = try model(graph)
    let (folded, names) = try model.foldingBatchNorm()
    #expect(names == ["bn2"])
    #expect(
      folded.graph.nodes.map(\.name) == ["bn0", "conv1", "bn1", "sum", "aside", "conv2"])
    #expect(folded.graph.nodes[3].inputs == [.node(1), .node(2)])
    #expect(folded.graph.nodes[5].inputs == [.node(3)])
    try expectSameOutput(model, folded)
  }

  @Test func aRowOfNormalisationsGoesAtOnce() throws {
    var graph = Graph(inputShape: .vector(3))
    try graph.add("ip", Dense(inputs: 3, outputs: 2))
    try graph.add("bn1", BatchNorm(channels: 2))
    try graph.add("bn2", BatchNorm(channels: 2))
    let model = try model(graph)
    let (folded, names) = try model.foldingBatchNorm()
    #expect(names == ["bn1", "bn2"])
    #expect(folded.graph.nodes.map(\.name) == ["ip"])
    try expectSameOutput(model, folded)
  }

  @Test func prunedWeightsStayPositiveZeros() throws {
    var graph = Graph(inputShape: .vector(2))
    try graph.add("ip", Dense(inputs: 2, outputs: 1))
    try graph.add("bn", BatchNorm(channels: 1))
    var model = try model(graph)
    try model.setParameter("ip.weight", Tensor([0, 3], shape: try Shape([1, 2])))
    try model.setParameter("bn.scale", Tensor([-2], shape: .vector(1)))
    let weight = try model.foldingBatchNorm().model.parameter("ip.weight")
    #expect(weight[0].bitPattern == 0)
    #expect(weight[1] < 0)
  }

  @Test func valuesThatCannotBeFoldedAreRefused() throws {
    var graph = Graph(inputShape: .vector(2))
    try graph.add("ip", Dense(inputs: 2, outputs: 1))
    try graph.add("bn", BatchNorm(channels: 1))
    let model = try model(graph)
    var negative = model
    try negative.setParameter("bn.variance", Tensor([-1], shape: .vector(1)))
    #expect(throws: NetworkError("the variance of channel 0 is -1.0", at: "bn")) {
      try negative.foldingBatchNorm()
    }
    var huge = model
    try huge.setParameter("bn.scale", Tensor([3e38], shape: .vector(1)))
    try huge.setParameter("ip.weight", Tensor([1, 1000], shape: try Shape([1, 2])))
    #expect(throws: NetworkError("folding it gives values that are not finite", at: "bn")) {
      try huge.foldingBatchNorm()
    }
  }
}
