import Networks
import Tensors
import Testing

@testable import Training

@Suite struct SigmoidOneDNNTests {
  @Test func imagesAgreeWithTheReference() throws {
    try ExecutorCheck.expectImages(Sigmoid(), spread: 6)
  }

  @Test func vectorsAgreeWithTheReference() throws {
    try ExecutorCheck.expectVectors(Sigmoid(), spread: 6)
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    try ExecutorCheck(try LayerGraphs.twoReaders(Sigmoid(), channels: 20), rows: 3, spread: 6)
      .expectAgreement("two readers")
  }

  @Test func saturatesAtBothEnds() throws {
    let values = try ExecutorCheck.results(of: Sigmoid(), for: [-200, 200, 0])
    #expect(values[0] >= 0 && values[0] < 1e-30 && values[1] == 1 && values[2] == 0.5)
  }
}
