import Networks
import Tensors
import Testing

@testable import Training

@Suite struct SoftmaxOneDNNTests {
  @Test func imagesAgreeWithTheReferenceAlongTheirChannels() throws {
    try ExecutorCheck.expectImages(Softmax(), size: Extent2(height: 4, width: 5), spread: 4)
  }

  @Test func vectorsAgreeWithTheReference() throws {
    try ExecutorCheck.expectVectors(Softmax(), spread: 4)
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    try ExecutorCheck(try LayerGraphs.twoReaders(Softmax(), channels: 20), rows: 3)
      .expectAgreement("two readers")
  }

  @Test func largeInputsDoNotOverflow() throws {
    let results = try ExecutorCheck.results(of: Softmax(), for: [1000, 0, 1000])
    #expect(results.map { $0.rounded(.toNearestOrEven) } == [0, 0, 0])
    expectClose(results, [0.5, 0, 0.5], 1e-6, "two equal ones")
  }
}
