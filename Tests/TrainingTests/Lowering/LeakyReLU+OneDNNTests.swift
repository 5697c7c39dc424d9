import Networks
import Tensors
import Testing

@testable import Training

@Suite struct LeakyReLUOneDNNTests {
  /// A negative slope turns the sign over, so that the result does not tell the input.
  @Test(arguments: [0.01, 0, 1.5, -0.25] as [Float])
  func agreesWithTheReference(slope: Float) throws {
    try ExecutorCheck.expectImages(LeakyReLU(slope: slope))
    try ExecutorCheck.expectVectors(LeakyReLU(slope: slope))
    let graph = try LayerGraphs.twoReaders(LeakyReLU(slope: slope), channels: 20)
    try ExecutorCheck(graph, rows: 3).expectAgreement("two readers")
  }
}
