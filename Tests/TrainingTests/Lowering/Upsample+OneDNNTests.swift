import Networks
import Tensors
import Testing

@testable import Training

@Suite struct UpsampleOneDNNTests {
  private static let factors: [Extent2] = [
    2, 1, Extent2(height: 3, width: 1), Extent2(height: 2, width: 5),
  ]

  @Test(arguments: Upsample.Method.allCases, [3, 16, 20])
  func imagesGrow(method: Upsample.Method, channels: Int) throws {
    for factor in UpsampleOneDNNTests.factors {
      var net = try ImageGraph(height: 4, width: 3)
      let image = try net.convolution("conv", channels)
      let large = try net.add("large", Upsample(factor: factor, method: method), image)
      try net.convolution("conv2", 4, of: large)
      try net.add("flat", Flatten())
      try net.add("dense", Dense(inputs: net.graph.outputShape.count, outputs: 5))
      try net.add("flat2", Flatten(), image)
      try net.add("dense2", Dense(inputs: net.graph.outputShape.count, outputs: 5))
      try net.add("sum", Add(), .node(4), .node(6))
      for (rows, mode) in [(1, OneDNNExecutor.Mode.training), (3, .training), (2, .inference)] {
        try ExecutorCheck(net.graph, rows: rows, mode: mode)
          .expectAgreement("\(method), \(factor), \(channels) channels, \(rows) rows, \(mode)")
      }
    }
  }

  @Test(arguments: Upsample.Method.allCases)
  func rowMajorImagesGrow(method: Upsample.Method) throws {
    var graph = Graph(inputShape: .vector(7))
    try graph.add("dense", Dense(inputs: 7, outputs: 60))
    try graph.add("image", Reshape(try Shape([5, 3, 4])))
    try graph.add("large", Upsample(factor: 3, method: method))
    for rows in [1, 2] { try ExecutorCheck(graph, rows: rows).expectAgreement("\(rows) rows") }
  }

  @Test(arguments: Upsample.Method.allCases)
  func everyFactorIsExact(method: Upsample.Method) throws {
    for factor in 1...17 {
      var graph = Graph(inputShape: try Shape([1, 5, 4]))
      try graph.add("large", Upsample(factor: Extent2(factor), method: method))
      try ExecutorCheck(graph, rows: 1, mode: .inference).expectAgreement("\(factor) times")
    }
  }
}
