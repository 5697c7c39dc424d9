import Networks
import Tensors
import Testing

@testable import Training

@Suite struct OneDNNExecutorTests {
  private func hidden(_ inputs: Int, _ width: Int, _ classes: Int) throws -> Graph {
    var graph = Graph(inputShape: .vector(inputs))
    try graph.add("ip1", Dense(inputs: inputs, outputs: width))
    try graph.add("relu", ReLU())
    try graph.add("ip2", Dense(inputs: width, outputs: classes))
    return graph
  }

  @Test(arguments: [1, 3, 17, 31, 33]) func agreesWithTheReferenceAtOddSizes(rows: Int) throws {
    for (inputs, width, classes) in [(1, 1, 2), (3, 7, 5), (12, 20, 4), (65, 33, 10)] {
      let graph = try hidden(inputs, width, classes)
      try ExecutorCheck(graph, rows: rows, seed: UInt64(inputs))
        .expectAgreement("\(inputs)-\(width)-\(classes) on \(rows) rows")
    }
  }

  @Test func agreesWithTheReferenceOnASmallNetworkOfConvolutions() throws {
    var graph = Graph(inputShape: try Shape([1, 12, 12]))
    try graph.add("conv1", Convolution(inputs: 1, outputs: 20, kernel: 5))
    try graph.add("pool1", MaxPool(try PoolingWindow(kernel: 2, stride: 2)))
    try graph.add("conv2", Convolution(inputs: 20, outputs: 50, kernel: 3))
    try graph.add("relu2", ReLU())
    try graph.add("flat", Flatten())
    try graph.add("ip1", Dense(inputs: 200, outputs: 30))
    try graph.add("relu", ReLU())
    try graph.add("ip2", Dense(inputs: 30, outputs: 10))
    try ExecutorCheck.expectBothModes(graph, "a small network")
  }

  @Test func seesWeightsThatChange() throws {
    let graph = try LayerGraphs.alone(Dense(inputs: 2, outputs: 2), .vector(2))
    let weights = ParameterArena(ParameterLayout(graph))
    let executor = try OneDNNExecutor(try .init(graph, weights: weights), rows: 1)
    executor.input[0] = 1
    executor.input[1] = 10
    try executor.forward()
    #expect(Array(executor.output) == [0, 0])
    let entry = try #require(weights.layout.entry(named: "layer.weight"))
    for index in 0..<4 { weights.values(entry)[index] = Float(index) }
    try executor.forward()
    #expect(Array(executor.output) == [10, 32])
  }

  @Test func aGraphWithoutNodesGivesItsInput() throws {
    let graph = Graph(inputShape: .vector(3))
    let weights = ParameterArena(ParameterLayout(graph))
    let executor = try OneDNNExecutor(try .init(graph, weights: weights), rows: 2)
    for index in 0..<6 { executor.input[index] = Float(index) }
    try executor.forward()
    #expect(Array(executor.output) == [0, 1, 2, 3, 4, 5])
    try executor.backward()
  }

  @Test func memoryIsZeroAndBeginsOnACacheLine() throws {
    let graph = try hidden(3, 5, 2)
    let plan = try OneDNNExecutor.Plan(graph, weights: ParameterArena(ParameterLayout(graph)))
    for rows in [1, 2, 7] {
      let executor = try OneDNNExecutor(plan, rows: rows)
      #expect(executor.input.count == 3 * rows && executor.labels.count == rows)
      #expect(executor.output.count == 2 * rows && executor.rowSeeds.count == rows)
      #expect(executor.input.allSatisfy { $0 == 0 } && executor.output.allSatisfy { $0 == 0 })
      #expect(UInt(bitPattern: executor.input.baseAddress) % 64 == 0)
    }
  }

  @Test func stopsWhenAskedTo() throws {
    let check = try ExecutorCheck(try hidden(3, 4, 2), rows: 1)
    #expect(throws: TrainingError.cancelled) { try check.executor.forward { true } }
    try check.executor.forward()
    #expect(throws: TrainingError.cancelled) { try check.executor.backward { true } }
  }

  @Test func namesTheFirstLayerThatIsNotANumber() throws {
    let check = try ExecutorCheck(try hidden(3, 4, 2), rows: 1)
    try check.executor.forward()
    #expect(check.executor.firstNonFiniteLayer == nil)
    let entry = try #require(check.plan.weights.layout.entry(named: "ip2.bias"))
    check.plan.weights.values(entry)[1] = .nan
    try check.executor.forward()
    #expect(check.executor.firstNonFiniteLayer == "ip2")
  }

  @Test func gradientsGoWhereTheExecutorIsAimed() throws {
    let check = try ExecutorCheck(try hidden(3, 4, 2), rows: 2)
    try check.run()
    let first = check.gradients.layout.entries.map { Array(check.gradients.values($0)) }
    let other = ParameterArena(check.gradients.layout)
    check.executor.aim(at: other.base)
    try check.executor.forward()
    _ = try check.executor.loss.forward()
    try check.executor.loss.backward(scale: 1)
    try check.executor.backward()
    #expect(other.layout.entries.map { Array(other.values($0)) } == first)
  }
}
