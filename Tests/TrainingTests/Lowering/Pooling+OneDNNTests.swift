import Networks
import Tensors
import Testing

@testable import Training

@Suite struct PoolingOneDNNTests {
  private static let windows: [(String, @Sendable () throws -> PoolingWindow)] = [
    ("halves", { try PoolingWindow(kernel: 2, stride: 2) }),
    ("overlaps", { try PoolingWindow(kernel: 3, stride: 2) }),
    ("padding", { try PoolingWindow(kernel: 3, stride: 1, padding: 1) }),
    ("rounding up", { try PoolingWindow(kernel: 3, stride: 2, rounding: .ceil) }),
    (
      "rounding up beyond padding",
      { try PoolingWindow(kernel: 2, stride: 3, padding: 1, rounding: .ceil) }
    ),
    (
      "a rectangle",
      {
        try PoolingWindow(
          kernel: Extent2(height: 3, width: 2), stride: Extent2(height: 2, width: 1),
          padding: Padding2(top: 1, left: 0, bottom: 0, right: 1), rounding: .ceil)
      }
    ),
  ]

  @Test(arguments: windows.indices) func maximaAgreeWithTheReference(index: Int) throws {
    let layer = MaxPool(try PoolingOneDNNTests.windows[index].1())
    try ExecutorCheck.expectImages(layer, size: Extent2(height: 8, width: 6))
  }

  @Test(arguments: windows.indices) func averagesAgreeWithTheReference(index: Int) throws {
    let layer = AveragePool(try PoolingOneDNNTests.windows[index].1(), countsPadding: false)
    try ExecutorCheck.expectImages(layer, size: Extent2(height: 8, width: 6))
  }

  @Test func theInputItselfCanBePooled() throws {
    let window = try PoolingWindow(kernel: 2, stride: 2)
    for layer in [
      MaxPool(window) as any Networks.Operation, AveragePool(window, countsPadding: false),
    ] {
      try ExecutorCheck.expectBothModes(
        try LayerGraphs.alone(layer, try Shape([3, 6, 6])), "the input")
    }
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    let layer = MaxPool(try PoolingWindow(kernel: 3, stride: 1, padding: 1))
    try ExecutorCheck(try LayerGraphs.twoReaders(layer, channels: 20), rows: 3)
      .expectAgreement("two readers")
  }

  /// The gradient of a maximum that several pixels have goes to the first of them.
  @Test func theFirstOfEqualMaximaTakesTheGradient() throws {
    var graph = Graph(inputShape: try Shape([1, 2, 2]))
    try graph.add("conv", Convolution(inputs: 1, outputs: 2, kernel: 1))
    try graph.add("prelu", PReLU(channels: 1))
    try graph.add("pool", MaxPool(try PoolingWindow(kernel: 2, stride: 2)))
    let check = try ExecutorCheck(graph, rows: 2)
    check.executor.input.update(repeating: 1)
    try check.run()
    let memory = try #require(check.executor.builder.outputs[1].gradientMemory)
    let layout = check.executor.builder.outputs[1].layout
    let rowMajor = try Activation.rowMajor(
      memory, layout, in: check.executor.builder.context)
    for plane in 0..<4 {
      #expect(rowMajor[4 * plane] == check.outputGradient[plane])
      #expect(rowMajor[4 * plane + 1..<4 * plane + 4].allSatisfy { $0 == 0 })
    }
  }
}
