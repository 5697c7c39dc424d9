import Networks
import Tensors
import Testing

@testable import Training

@Suite struct HardSwishOneDNNTests {
  @Test func imagesAgreeWithTheReference() throws {
    try ExecutorCheck.expectImages(HardSwish(), spread: 6)
  }

  @Test func vectorsAgreeWithTheReference() throws {
    try ExecutorCheck.expectVectors(HardSwish(), spread: 6)
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    try ExecutorCheck(try LayerGraphs.twoReaders(HardSwish(), channels: 20), rows: 3, spread: 6)
      .expectAgreement("two readers")
  }

  @Test func isTheInputAboveThreeAndNothingBelowMinusThree() throws {
    #expect(try ExecutorCheck.results(of: HardSwish(), for: [-4, -3, 0, 4]) == [0, 0, 0, 4])
  }
}
