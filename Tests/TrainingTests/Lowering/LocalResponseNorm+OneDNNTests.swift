import Networks
import Tensors
import Testing

@testable import Training

@Suite struct LocalResponseNormOneDNNTests {
  /// AlexNet has 5, 0.75 and eights of channels, for which oneDNN has code of its own.
  @Test(arguments: [true, false], [3, 5, 7])
  func agreesWithTheReference(acrossChannels: Bool, size: Int) throws {
    for (alpha, beta, k) in [(1e-4, 0.75, 1), (0.5, 0.75, 2), (0.8, 0.5, 1.5)]
      as [(Float, Float, Float)]
    {
      let layer = try LocalResponseNorm(
        size: size, alpha: alpha, beta: beta, k: k, acrossChannels: acrossChannels)
      try ExecutorCheck.expectImages(
        layer, channels: size == 5 ? [3, 16, 20] : [20], size: Extent2(height: 5, width: 4),
        spread: 3)
    }
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    let layer = try LocalResponseNorm(size: 5, alpha: 0.5, beta: 0.75)
    try ExecutorCheck(try LayerGraphs.twoReaders(layer, channels: 16), rows: 3)
      .expectAgreement("two readers")
  }

  @Test func theInputItselfCanBeNormalised() throws {
    for across in [false, true] {
      let layer = try LocalResponseNorm(size: 3, alpha: 1, beta: 0.75, acrossChannels: across)
      let graph = try LayerGraphs.alone(layer, try Shape([3, 4, 5]))
      try ExecutorCheck.expectBothModes(graph, "across channels: \(across)")
    }
  }
}
