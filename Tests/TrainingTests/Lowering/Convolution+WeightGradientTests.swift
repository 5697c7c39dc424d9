import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ConvolutionWeightGradientTests {
  /// The gradient with respect to the weight, here and by the reference, row-major.
  private func gradients(_ layer: Convolution, _ size: Extent2, rows: Int) throws -> [[Float]] {
    let graph = try LayerGraphs.alone(
      layer, try Shape([layer.inputs, size.height, size.width]))
    let check = try ExecutorCheck(graph, rows: rows)
    try check.run()
    let executed = Array(
      UnsafeBufferPointer(start: check.gradients.base, count: layer.weightShape.count))
    let reference = try ReferenceExecutor(graph).parameterGradients(
      check.x, parameters: check.model.parameters, outputGradient: check.outputGradient)
    return [executed, try #require(reference["layer.weight"]).values]
  }

  /// Channels that fill blocks and channels that do not are computed on different layouts.
  @Test(arguments: [1, 2, 3, 4, 16], [16, 20])
  func everyLayoutAgreesWithTheReference(inputs: Int, outputs: Int) throws {
    for (kernel, stride, padding, dilation) in [(5, 1, 0, 1), (3, 2, 1, 1), (2, 1, 2, 3)] {
      let layer = try Convolution(
        inputs: inputs, outputs: outputs, kernel: Extent2(kernel), stride: Extent2(stride),
        padding: Padding2(padding), dilation: Extent2(dilation), bias: kernel != 3)
      let graph = try LayerGraphs.alone(layer, try Shape([inputs, 9, 8]))
      for rows in [1, 3] {
        try ExecutorCheck(graph, rows: rows)
          .expectAgreement("\(inputs) channels, kernel \(kernel), \(rows) rows")
      }
    }
  }

  @Test func everyExampleCountsOnce() throws {
    let layer = try Convolution(inputs: 1, outputs: 2, kernel: 3)
    let both = try gradients(layer, 5, rows: 4)
    expectClose(both[0], both[1], 1e-5, "four rows")
  }
}
