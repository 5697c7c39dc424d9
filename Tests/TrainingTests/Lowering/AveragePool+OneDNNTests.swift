import Networks
import Tensors
import Testing

@testable import Training

@Suite struct AveragePoolOneDNNTests {
  private func graph(
    _ window: PoolingWindow, counts: Bool, channels: Int, height: Int, width: Int
  ) throws -> Graph {
    var net = try ImageGraph(height: height, width: width)
    try net.convolution("conv", channels)
    try net.add("pool", AveragePool(window, countsPadding: counts))
    // Works in place.
    try net.add("relu", ReLU())
    return try net.classified()
  }

  private static let windows: [(Extent2, Extent2, Padding2)] = [
    (3, 2, 0), (3, 2, 1), (2, 2, 0), (3, 1, 1), (Extent2(height: 4, width: 3), 3, 2),
    (5, 4, Padding2(top: 0, left: 2, bottom: 1, right: 0)), (2, 3, 1),
  ]

  @Test(arguments: [3, 16, 20], [false, true])
  func meansAreTheReferences(channels: Int, counts: Bool) throws {
    for (kernel, stride, padding) in AveragePoolOneDNNTests.windows {
      for rounding in Rounding.allCases {
        let window = try PoolingWindow(
          kernel: kernel, stride: stride, padding: padding, rounding: rounding)
        for (height, width) in [(8, 5)] {
          let graph = try graph(
            window, counts: counts, channels: channels, height: height, width: width)
          for (rows, mode) in [(3, OneDNNExecutor.Mode.training), (1, .inference)] {
            try ExecutorCheck(graph, rows: rows, mode: mode).expectAgreement(
              "\(window) on \(height)×\(width), \(rows) rows, \(mode)")
          }
        }
      }
    }
  }

  @Test func aClippedWindowCountsWhatItSees() throws {
    // The second window reaches over the image: (3 + 4) / 2.
    var graph = Graph(inputShape: try Shape([1, 1, 4]))
    let window = try PoolingWindow(
      kernel: Extent2(height: 1, width: 3), stride: 2, rounding: .ceil)
    try graph.add("pool", AveragePool(window, countsPadding: true))
    let plan = try OneDNNExecutor.Plan(graph, weights: ParameterArena(ParameterLayout(graph)))
    let executor = try OneDNNExecutor(plan, rows: 1)
    for index in 0..<4 { executor.input[index] = Float(index + 1) }
    try executor.forward()
    #expect(Array(executor.output) == [2, 3.5])
  }
}
