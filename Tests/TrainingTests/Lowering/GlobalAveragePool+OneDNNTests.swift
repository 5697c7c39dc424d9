import Networks
import Tensors
import Testing

@testable import Training

@Suite struct GlobalAveragePoolOneDNNTests {
  @Test(arguments: [Extent2(1), 6, Extent2(height: 3, width: 7), 17])
  func agreesWithTheReference(size: Extent2) throws {
    // The bias before it sums up the same number over and over, which always rounds the same way.
    let tolerance: Float = size.height > 7 ? 5e-5 : 1e-5
    try ExecutorCheck.expectImages(GlobalAveragePool(), size: size, tolerance: tolerance)
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    var graph = Graph(inputShape: try Shape([3, 5, 5]))
    try graph.add("conv1", Convolution(inputs: 3, outputs: 20, kernel: 1))
    try graph.add("pool1", GlobalAveragePool())
    try graph.add("pool2", GlobalAveragePool(), inputs: [.node(0)])
    try graph.add("sum", Add(), inputs: [.node(1), .node(2)])
    try ExecutorCheck(graph, rows: 3).expectAgreement("two readers")
  }
}
