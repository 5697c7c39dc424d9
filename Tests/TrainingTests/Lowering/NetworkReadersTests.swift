import Networks
import Tensors
import Testing

@testable import Training

@Suite struct NetworkReadersTests {
  private func readers(
    _ graph: Graph, mode: OneDNNExecutor.Mode = .training, frozen: Set<String> = []
  ) throws -> NetworkReaders {
    let weights = ParameterArena(ParameterLayout(graph))
    return NetworkReaders(
      try OneDNNExecutor.Plan(graph, weights: weights, mode: mode, frozen: frozen))
  }

  private func graph() throws -> Graph {
    var graph = Graph(inputShape: .vector(4))
    try graph.add("tanh", Tanh())
    try graph.add("ip1", Dense(inputs: 4, outputs: 4))
    try graph.add("relu", ReLU())
    try graph.add("unread", Flatten(), inputs: [.node(1)])
    try graph.add("twice", Add(), inputs: [.node(2), .node(2)])
    try graph.add("relu2", ReLU())
    return graph
  }

  @Test func everyReadingCounts() throws {
    let readers = try readers(try graph())
    #expect(readers.all[.input] == [0])
    #expect(readers.all[.node(1)] == [2, 3])
    #expect(readers.all[.node(2)] == [4, 4])
    #expect(readers.passingGradients[.node(1)] == [2])
    #expect(readers.unreadViews == [false, false, false, true, false, false])
    #expect((0..<6).map(readers.last(of:)) == [1, 3, 4, .max, 5, .max])
  }

  @Test func learningBeginsAtTheFirstTrainedParameter() throws {
    let graph = try graph()
    #expect(try readers(graph).learning == [false, true, true, true, true, true])
    let none = Array(repeating: false, count: 6)
    #expect(try readers(graph, frozen: ["ip1.weight", "ip1.bias"]).learning == none)
    #expect(try readers(graph, mode: .inference).learning == none)
  }

  /// A sum ends in the rectifier that alone reads it; a layer with two readers does not.
  @Test func rectifiersAreDoneByTheirOnlySource() throws {
    let readers = try readers(try graph())
    #expect(readers.rectifier(after: 4) == 5 && readers.doing(5) == 4)
    #expect(readers.rectifier(after: 1) == nil && readers.doing(2) == nil)
    #expect(readers.doing(0) == nil && readers.doing(3) == nil)
  }
}
