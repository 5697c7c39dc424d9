import Networks
import Tensors
import Testing
import Training

@Suite struct FlattenOneDNNTests {
  private func graph(otherReader: Bool) throws -> Graph {
    var graph = Graph(inputShape: try Shape([2, 3]))
    try graph.add("flat", Flatten())
    if otherReader { try graph.add("other", ReLU(), inputs: [.input]) }
    try graph.add("ip", Dense(inputs: 6, outputs: 3), inputs: [.node(0)])
    return graph
  }

  @Test func aViewAndACopyGiveTheSameBits() throws {
    let view = try ExecutorComparison(try graph(otherReader: false), rows: 3)
    let copy = try ExecutorComparison(try graph(otherReader: true), rows: 3)
    try view.expectAgreement("a view")
    try copy.expectAgreement("a copy")
    #expect(Array(view.executor.output) == Array(copy.executor.output))
  }

  @Test func theResultMayBeAView() throws {
    var graph = Graph(inputShape: .vector(4))
    try graph.add("ip", Dense(inputs: 4, outputs: 3))
    try graph.add("flat", Flatten())
    try ExecutorComparison(graph, rows: 5).expectAgreement("a view at the end")
    var onlyViews = Graph(inputShape: try Shape([1, 3]))
    try onlyViews.add("flat", Flatten())
    try onlyViews.add("again", Flatten())
    let executor = try OneDNNExecutor(
      onlyViews, rows: 2, weights: ParameterArena(ParameterLayout(onlyViews)), gradients: nil)
    for index in 0..<6 { executor.input[index] = Float(index) }
    try executor.forward()
    #expect(Array(executor.output) == [0, 1, 2, 3, 4, 5])
  }
}
