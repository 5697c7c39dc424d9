import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ElementwiseFunctionTests {
  /// A result that takes the input's place must not show in what else reads the input.
  @Test func overwritesOnlyWhatNobodyElseReads() throws {
    var graph = Graph(inputShape: .vector(5))
    try graph.add("ip", Dense(inputs: 5, outputs: 9))
    try graph.add("tanh1", Tanh())
    try graph.add("tanh2", Tanh())
    try graph.add("gelu", GELU(form: .erf))
    try graph.add("silu", SiLU(), inputs: [.node(0)])
    try graph.add("gelu2", GELU(form: .tanh))
    try graph.add("relu", ReLU())
    try graph.add("all", Add(), inputs: [.node(3), .node(6)])
    for mode in [OneDNNExecutor.Mode.training, .inference] {
      try ExecutorCheck(graph, rows: 3, mode: mode).expectAgreement("a chain, \(mode)")
    }
  }

  @Test func sharesMemoryWhereItMay() throws {
    func share(_ layer: any Networks.Operation, _ mode: OneDNNExecutor.Mode) throws -> Bool {
      let graph = try LayerGraphs.vector(layer, width: 8)
      let outputs = try ExecutorCheck(graph, rows: 2, mode: mode).executor.builder.outputs
      return outputs[0].valueMemory === outputs[1].valueMemory
    }
    #expect(try share(Tanh(), .training) && share(Tanh(), .inference))
    // Its slope is not to be seen from the result.
    #expect(try !share(GELU(form: .erf), .training) && share(GELU(form: .erf), .inference))
  }
}
