import Networks
import Tensors
import Testing
import Training

/// The plan is not public: what it decides shows in results and gradients.
@Suite struct ExecutionPlanTests {
  @Test(arguments: [1, 3, 17]) func branchedGraphsAgreeWithTheReference(rows: Int) throws {
    for (name, graph) in try TestGraphs.branched() {
      try ExecutorComparison(graph, rows: rows).expectAgreement("\(name) on \(rows) rows")
    }
  }

  @Test func severalReadersOfOneActivationAddUp() throws {
    // y = x + x + (x + x): the gradient of the bias is four times that of the result.
    var graph = Graph(inputShape: .vector(2))
    try graph.add("ip", Dense(inputs: 2, outputs: 2))
    try graph.add("double", Sum(), inputs: [.node(0), .node(0)])
    try graph.add("quadruple", Sum(), inputs: [.node(1), .node(1)])
    let comparison = try ExecutorComparison(graph, rows: 1)
    try comparison.expectAgreement("x + x + (x + x)")
    let gradient = try #require(comparison.executor.outputGradient)
    let entry = try #require(comparison.gradients.layout.entry(named: "ip.bias"))
    #expect(Array(comparison.gradients.values(entry)) == gradient.map { 4 * $0 })
  }
}
