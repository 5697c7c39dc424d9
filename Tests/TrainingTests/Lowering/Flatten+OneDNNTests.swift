import Networks
import Tensors
import Testing

@testable import Training

@Suite struct FlattenOneDNNTests {
  private func graph(otherReader: Bool) throws -> Graph {
    var graph = Graph(inputShape: try Shape([2, 3]))
    try graph.add("flat", Flatten())
    if otherReader { try graph.add("other", ReLU(), inputs: [.input]) }
    try graph.add("ip", Dense(inputs: 6, outputs: 3), inputs: [.node(0)])
    return graph
  }

  @Test func isAViewAndGivesTheSameBitsBesideOtherReaders() throws {
    let alone = try ExecutorCheck(try graph(otherReader: false), rows: 3)
    let beside = try ExecutorCheck(try graph(otherReader: true), rows: 3)
    try alone.expectAgreement("a view")
    try beside.expectAgreement("a view beside another reader")
    #expect(Array(alone.executor.output) == Array(beside.executor.output))
    #expect(
      alone.executor.builder.outputs[0].valueMemory === alone.executor.builder.input.valueMemory)
  }

  @Test func theResultMayBeAView() throws {
    var graph = Graph(inputShape: .vector(4))
    try graph.add("ip", Dense(inputs: 4, outputs: 3))
    try graph.add("flat", Flatten())
    try ExecutorCheck.expectBothModes(graph, "a view at the end")
    var onlyViews = Graph(inputShape: try Shape([1, 3]))
    try onlyViews.add("flat", Flatten())
    try onlyViews.add("again", Flatten())
    let check = try ExecutorCheck(onlyViews, rows: 2, mode: .inference)
    try check.run()
    #expect(Array(check.executor.output) == check.x.values)
  }

  @Test func bringsImagesIntoRowMajorOrder() throws {
    for channels in [3, 16, 20] {
      var graph = Graph(inputShape: try Shape([3, 4, 5]))
      try graph.add("conv", Convolution(inputs: 3, outputs: channels, kernel: 1))
      try graph.add("flat", Flatten())
      try ExecutorCheck.expectBothModes(graph, "\(channels) channels at the end")
      try graph.add("relu", ReLU())
      try graph.add("ip", Dense(inputs: 20 * channels, outputs: 3), inputs: [.node(1)])
      try graph.add("ip2", Dense(inputs: 20 * channels, outputs: 3), inputs: [.node(2)])
      try graph.add("sum", Add(), inputs: [.node(3), .node(4)])
      try ExecutorCheck.expectBothModes(graph, "\(channels) channels with two readers")
    }
  }
}
