import Networks
import Tensors
import Testing

@testable import Training

@Suite struct PReLUOneDNNTests {
  @Test(arguments: [3, 16, 20, 50]) func imagesAgreeWithTheReference(channels: Int) throws {
    for slopes in [1, channels] {
      try ExecutorCheck.expectImages(PReLU(channels: slopes), channels: [channels])
    }
  }

  @Test(arguments: [1, 7, 8, 20]) func vectorsAgreeWithTheReference(width: Int) throws {
    for slopes in [1, width] {
      try ExecutorCheck.expectVectors(PReLU(channels: slopes), widths: [width])
    }
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    for slopes in [1, 20] {
      let graph = try LayerGraphs.twoReaders(PReLU(channels: slopes), channels: 20)
      try ExecutorCheck(graph, rows: 3).expectAgreement("two readers")
    }
  }

  @Test func frozenSlopesStillHandGradientsOn() throws {
    let graph = try LayerGraphs.image(PReLU(channels: 20), channels: 20)
    try ExecutorCheck(graph, rows: 2, frozen: ["layer.slope"]).expectAgreement("frozen")
  }
}
