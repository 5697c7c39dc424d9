import Networks
import Tensors
import Testing
import Training

@Suite struct OneDNNExecutorTests {
  @Test func agreesWithTheReferenceAtTheShapesOfLeNet() throws {
    try ExecutorComparison(try TestGraphs.lenet300100(), rows: 32)
      .expectAgreement("lenet-300-100")
  }

  @Test(arguments: [1, 3, 17, 31, 33]) func agreesWithTheReferenceAtOddSizes(rows: Int) throws {
    for (inputs, width, classes) in [(1, 1, 2), (3, 7, 5), (12, 20, 4), (65, 33, 10)] {
      let graph = try TestGraphs.hidden(inputs, width, classes)
      try ExecutorComparison(graph, rows: rows, seed: UInt64(inputs))
        .expectAgreement("\(inputs)-\(width)-\(classes) on \(rows) rows")
    }
  }

  @Test func computesResultsWithoutGradients() throws {
    let graph = try TestGraphs.hidden()
    let model = Model(graph, seed: 1)
    let weights = ParameterArena(ParameterLayout(graph))
    weights.load(model.parameters)
    OneDNN.prepareThread()
    let executor = try OneDNNExecutor(graph, rows: 2, weights: weights, gradients: nil)
    #expect(executor.outputGradient == nil)
    for index in executor.input.indices { executor.input[index] = Float(index) }
    try executor.forward()
    let x = try Tensor((0..<24).map { Float($0) }, shape: try Shape([2, 12]))
    let expected = try ReferenceExecutor(graph).output(x, parameters: model.parameters)
    let scale = expected.values.map(\.magnitude).max() ?? 0
    for (value, reference) in zip(executor.output, expected.values) {
      #expect(abs(value - reference) <= 1e-6 * scale)
    }
    // Without gradients these do nothing.
    _ = try executor.lossSum()
    try executor.seedGradient(scale: 1)
    try executor.backward()
  }

  @Test func seesWeightsThatChange() throws {
    let graph = try TestGraphs.linear(2, 2)
    let weights = ParameterArena(ParameterLayout(graph))
    OneDNN.prepareThread()
    let executor = try OneDNNExecutor(graph, rows: 1, weights: weights, gradients: nil)
    executor.input[0] = 1
    executor.input[1] = 10
    try executor.forward()
    #expect(Array(executor.output) == [0, 0])
    let entry = try #require(weights.layout.entry(named: "ip.weight"))
    for index in 0..<4 { weights.values(entry)[index] = Float(index) }
    try executor.forward()
    #expect(Array(executor.output) == [10, 32])
  }

  @Test func aGraphWithoutNodesGivesItsInput() throws {
    let graph = Graph(inputShape: .vector(3))
    let arena = ParameterArena(ParameterLayout(graph))
    let executor = try OneDNNExecutor(graph, rows: 2, weights: arena, gradients: arena)
    for index in 0..<6 { executor.input[index] = Float(index) }
    try executor.forward()
    #expect(Array(executor.output) == [0, 1, 2, 3, 4, 5])
    try executor.backward()
  }

  @Test func labelsOutsideTheClassesAreRefused() throws {
    let graph = try TestGraphs.linear(2, 3)
    let arena = ParameterArena(ParameterLayout(graph))
    let executor = try OneDNNExecutor(graph, rows: 2, weights: arena, gradients: nil)
    for label: Int32 in [-1, 3, .max, .min] {
      executor.labels[1] = label
      try executor.forward()
      #expect(throws: TrainingError.invalid("a label is outside 0 ..< 3")) {
        try executor.lossSum()
      }
    }
  }
}
