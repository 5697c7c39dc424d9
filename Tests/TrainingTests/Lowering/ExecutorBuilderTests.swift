import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ExecutorBuilderTests {
  private func graph(
    _ shape: [Int], _ add: (inout Graph) throws -> Void
  ) throws -> Graph {
    var graph = Graph(inputShape: try Shape(shape))
    try add(&graph)
    return graph
  }

  /// Activations with several readers, views, and branches that lead nowhere.
  private func branched() throws -> [(String, Graph)] {
    [
      (
        "a residual",
        try graph([6]) {
          try $0.add("ip1", Dense(inputs: 6, outputs: 5))
          try $0.add("relu", ReLU())
          try $0.add("ip2", Dense(inputs: 5, outputs: 5))
          try $0.add("sum", Add(), inputs: [.node(0), .node(2)])
        }
      ),
      (
        "a view with several readers",
        try graph([2, 3]) {
          try $0.add("flat", Flatten())
          try $0.add("ip1", Dense(inputs: 6, outputs: 4))
          try $0.add("view", Flatten())
          try $0.add("relu", ReLU(), inputs: [.node(2)])
          try $0.add("ip2", Dense(inputs: 4, outputs: 4), inputs: [.node(2)])
          try $0.add("sum", Add(), inputs: [.node(3), .node(4)])
        }
      ),
      (
        "a result with a view and other readers",
        try graph([6]) {
          try $0.add("ip1", Dense(inputs: 6, outputs: 4))
          try $0.add("view", Flatten(), inputs: [.node(0)])
          try $0.add("view2", Flatten(), inputs: [.node(1)])
          try $0.add("relu", ReLU(), inputs: [.node(0)])
          try $0.add("sum", Add(), inputs: [.node(2), .node(3)])
          try $0.add("twice", Add(), inputs: [.node(4), .node(4)])
          try $0.add("last", Flatten())
        }
      ),
      (
        "branches that lead nowhere",
        try graph([6]) {
          try $0.add("ip1", Dense(inputs: 6, outputs: 4))
          try $0.add("dead1", Dense(inputs: 4, outputs: 2))
          try $0.add("ip2", Dense(inputs: 4, outputs: 3), inputs: [.node(0)])
          try $0.add("dead2", ReLU(), inputs: [.node(0)])
          try $0.add("dead3", Tanh(), inputs: [.node(2)])
          try $0.add("relu", ReLU(), inputs: [.node(2)])
        }
      ),
      (
        "a rectified convolution with several readers",
        try graph([3, 6, 6]) {
          try $0.add("conv1", Convolution(inputs: 3, outputs: 20, kernel: 3))
          try $0.add("relu", ReLU())
          try $0.add("conv2", Convolution(inputs: 20, outputs: 20, kernel: 1))
          try $0.add("tanh", Tanh(), inputs: [.node(1)])
          try $0.add("sum", Add(), inputs: [.node(2), .node(3)])
          try $0.add("sum2", Add(), inputs: [.node(4), .node(1)])
          try $0.add("flat", Flatten())
          try $0.add("ip", Dense(inputs: 320, outputs: 3))
        }
      ),
      (
        "a rectified and a plain reader of a convolution",
        try graph([3, 6, 6]) {
          try $0.add("conv1", Convolution(inputs: 3, outputs: 20, kernel: 3))
          try $0.add("relu", ReLU())
          try $0.add("sum", Add(), inputs: [.node(0), .node(1)])
          try $0.add("relu2", ReLU())
          try $0.add("relu3", ReLU())
        }
      ),
    ]
  }

  @Test(arguments: [1, 3, 17]) func branchedGraphsAgreeWithTheReference(rows: Int) throws {
    for (name, graph) in try branched() {
      for mode in [OneDNNExecutor.Mode.training, .inference] {
        try ExecutorCheck(graph, rows: rows, mode: mode)
          .expectAgreement("\(name), \(rows) rows, \(mode)")
      }
    }
  }

  /// Reorders between run in the other order on the way back: what writes must still come before
  /// what adds.
  @Test(arguments: [[true, true], [true, false], [false, true], [false, false]])
  func aResultIsReadTwiceByOneNode(readsPlain: [Bool]) throws {
    for hasLaterReader in [false, true] {
      let graph = try graph([3, 6, 6]) {
        try $0.add("conv1", Convolution(inputs: 3, outputs: 20, kernel: 3))
        try $0.add("twice", TwiceReading(readsPlain), inputs: [.node(0), .node(0)])
        if hasLaterReader { try $0.add("sum", Add(), inputs: [.node(1), .node(0)]) }
        try $0.add("flat", Flatten())
        try $0.add("ip", Dense(inputs: 320, outputs: 3))
      }
      try ExecutorCheck(graph, rows: 3)
        .expectAgreement("plain: \(readsPlain), read later: \(hasLaterReader)")
    }
  }

  @Test func rectifiersBecomePartOfConvolutions() throws {
    let graphs = try branched()
    let fused = try ExecutorCheck(graphs[4].1, rows: 1).executor.builder
    #expect(fused.outputs[0] === fused.outputs[1])
    #expect(!fused.steps.contains { $0.node == 1 })
    // Its plain result is wanted too.
    let apart = try ExecutorCheck(graphs[5].1, rows: 1).executor.builder
    #expect(apart.outputs[0].valueMemory !== apart.outputs[1].valueMemory)
  }

  @Test func onlyTrainingKeepsAllResults() throws {
    let graph = try graph([6]) {
      for index in 0..<6 { try $0.add("ip\(index)", Dense(inputs: 6, outputs: 6)) }
    }
    func memories(_ mode: OneDNNExecutor.Mode) throws -> Int {
      let outputs = try ExecutorCheck(graph, rows: 2, mode: mode).executor.builder.outputs
      return Set(outputs.map { ObjectIdentifier($0.valueMemory) }).count
    }
    #expect(try memories(.training) == 6)
    #expect(try memories(.inference) == 2)
  }

  /// Gradients are wanted only behind something that learns.
  @Test func nothingIsLearnedBeforeTheFirstParameter() throws {
    let graph = try graph([2, 3]) {
      try $0.add("flat", Flatten())
      try $0.add("tanh", Tanh())
      try $0.add("ip1", Dense(inputs: 6, outputs: 6))
      try $0.add("ip2", Dense(inputs: 6, outputs: 2))
    }
    func learns(_ frozen: Set<String>) throws -> [Bool] {
      try ExecutorCheck(graph, rows: 1, frozen: frozen).executor.builder.outputs
        .map { $0.gradient != nil }
    }
    #expect(try learns([]) == [false, false, true, true])
    #expect(try learns(["ip1.weight", "ip1.bias"]) == [false, false, false, true])
    #expect(try learns(["ip1.weight"]) == [false, false, true, true])
  }

  @Test func parametersWithoutValuesAreNamed() throws {
    let graph = try graph([2]) { try $0.add("ip", Dense(inputs: 2, outputs: 2)) }
    let weights = ParameterArena(ParameterLayout(graph, excluding: ["ip.bias"]))
    let plan = try OneDNNExecutor.Plan(graph, weights: weights)
    #expect(throws: TrainingError.invalid("ip.bias: there are no values for this parameter")) {
      try OneDNNExecutor(plan, rows: 1)
    }
  }
}
