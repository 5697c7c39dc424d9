import Networks
import Tensors
import Testing

@testable import Training

@Suite struct GlobalMaxPoolOneDNNTests {
  @Test(arguments: [Extent2(1), 6, Extent2(height: 3, width: 7), 17])
  func agreesWithTheReference(size: Extent2) throws {
    try ExecutorCheck.expectImages(GlobalMaxPool(), size: size)
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    var graph = Graph(inputShape: try Shape([3, 5, 5]))
    try graph.add("conv1", Convolution(inputs: 3, outputs: 20, kernel: 1))
    try graph.add("pool1", GlobalMaxPool())
    try graph.add("pool2", GlobalMaxPool(), inputs: [.node(0)])
    try graph.add("sum", Add(), inputs: [.node(1), .node(2)])
    try ExecutorCheck(graph, rows: 3).expectAgreement("two readers")
  }
}
