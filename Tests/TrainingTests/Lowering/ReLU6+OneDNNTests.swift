import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ReLU6OneDNNTests {
  @Test func imagesAgreeWithTheReference() throws {
    try ExecutorCheck.expectImages(ReLU6(), spread: 6)
  }

  @Test func vectorsAgreeWithTheReference() throws {
    try ExecutorCheck.expectVectors(ReLU6(), spread: 6)
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    try ExecutorCheck(try LayerGraphs.twoReaders(ReLU6(), channels: 20), rows: 3, spread: 6)
      .expectAgreement("two readers")
  }

  @Test func cutsOffOnBothSides() throws {
    let values: [Float] = [-.infinity, -1, -0.0, 0.5, 6, 6.5, .infinity, 3, 7]
    #expect(try ExecutorCheck.results(of: ReLU6(), for: values) == [0, 0, 0, 0.5, 6, 6, 6, 3, 6])
  }
}
