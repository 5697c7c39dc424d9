import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ConvolutionWeightGradientTests {
  /// The gradient with respect to the weight in both ways, row-major.
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

  /// One and three channels are columns, four are oneDNN's own code.
  @Test(arguments: [1, 2, 3, 4], [true, false])
  func bothWaysAgreeWithTheReference(inputs: Int, bias: Bool) throws {
    for (kernel, stride, padding, dilation) in [(5, 1, 0, 1), (3, 2, 1, 1), (2, 1, 2, 3)] {
      let layer = try Convolution(
        inputs: inputs, outputs: 20, kernel: Extent2(kernel), stride: Extent2(stride),
        padding: Padding2(padding), dilation: Extent2(dilation), bias: bias)
      let graph = try LayerGraphs.alone(layer, try Shape([inputs, 9, 8]))
      for rows in [1, 3] {
        try ExecutorCheck(graph, rows: rows)
          .expectAgreement("\(inputs) channels, kernel \(kernel), \(rows) rows")
      }
    }
  }

  @Test func columnsAreForFewChannelsInRowMajorOrder() throws {
    let plain = try Activation(
      shape: try Shape([3, 4, 4]), rows: 1, layout: try .plain([1, 3, 4, 4]),
      values: ActivationMemory(count: 48), gradient: nil, in: try OneDNNContext())
    func isBetter(_ inputs: Int, groups: Int = 1, places: Int = 100) throws -> Bool {
      LoweredColumnsGradient.isBetter(
        for: try Convolution(inputs: inputs, outputs: 6, kernel: 3, groups: groups), input: plain,
        places: places)
    }
    #expect(try isBetter(1) && isBetter(3))
    #expect(try !isBetter(1, places: 1 << 20), "the columns would take too much memory")
    #expect(try !isBetter(1, places: .max))
    #expect(try !isBetter(4) && !isBetter(3, groups: 3))
  }

  @Test func everyExampleCountsOnce() throws {
    let layer = try Convolution(inputs: 1, outputs: 2, kernel: 3)
    let both = try gradients(layer, 5, rows: 4)
    expectClose(both[0], both[1], 1e-5, "four rows")
  }
}
