import Networks
import Tensors
import Testing

@testable import Training

@Suite struct SiLUOneDNNTests {
  @Test func imagesAgreeWithTheReference() throws {
    try ExecutorCheck.expectImages(SiLU(), spread: 6)
  }

  @Test func vectorsAgreeWithTheReference() throws {
    try ExecutorCheck.expectVectors(SiLU(), spread: 6)
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    try ExecutorCheck(try LayerGraphs.twoReaders(SiLU(), channels: 20), rows: 3, spread: 6)
      .expectAgreement("two readers")
  }

  @Test func isTheInputFarAboveZeroAndNothingFarBelow() throws {
    let values = try ExecutorCheck.results(of: SiLU(), for: [-80, 80, 0])
    #expect(values[0].magnitude < 1e-20 && values[1] == 80 && values[2] == 0)
  }
}
