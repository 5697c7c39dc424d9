import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ReshapeOneDNNTests {
  @Test(arguments: [3, 20], [1, 3])
  func numbersKeepTheirOrder(channels: Int, rows: Int) throws {
    var net = try ImageGraph()
    try net.convolution("conv", channels)
    let view = try net.add("view", Reshape(try Shape([5, channels, 6])))
    let conv = try net.convolution("conv2", 5, of: view)
    // Two more readers of the same numbers, one of them through another view.
    let other = try net.add("other", Reshape(try Shape([5, channels, 6])), view)
    try net.add("sum", Add(), conv, other, view)
    let graph = try net.classified()
    for mode in [OneDNNExecutor.Mode.training, .inference] {
      try ExecutorCheck(graph, rows: rows, mode: mode)
        .expectAgreement("\(channels) channels, \(mode)")
    }
  }

  @Test func aViewThatNobodyReadsPassesNothingBack() throws {
    var graph = Graph(inputShape: .vector(6))
    try graph.add("dense", Dense(inputs: 6, outputs: 4))
    try graph.add("last", Dense(inputs: 4, outputs: 3))
    try graph.add("view", Reshape(try Shape([2, 2])), inputs: [.node(0)])
    try graph.add("again", Reshape(try Shape([4])), inputs: [.node(2)])
    try graph.add("result", Dense(inputs: 3, outputs: 2), inputs: [.node(1)])
    try ExecutorCheck(graph, rows: 2).expectAgreement("an unread view")
  }
}
