import Networks
import Tensors
import Testing

@testable import Training

@Suite struct TanhOneDNNTests {
  @Test func imagesAgreeWithTheReference() throws {
    try ExecutorCheck.expectImages(Tanh(), spread: 6)
  }

  @Test func vectorsAgreeWithTheReference() throws {
    try ExecutorCheck.expectVectors(Tanh(), spread: 6)
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    try ExecutorCheck(try LayerGraphs.twoReaders(Tanh(), channels: 20), rows: 3, spread: 6)
      .expectAgreement("two readers")
  }

  @Test func saturatesAtBothEnds() throws {
    #expect(try ExecutorCheck.results(of: Tanh(), for: [-200, 200, 0]) == [-1, 1, 0])
  }
}
