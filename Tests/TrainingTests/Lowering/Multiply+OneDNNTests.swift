import Networks
import Tensors
import Testing

@testable import Training

@Suite struct MultiplyOneDNNTests {
  @Test(arguments: [3, 16, 20, 50], [1, 3])
  func channelsAreWeighted(channels: Int, rows: Int) throws {
    // Squeeze and excitation: the weights of channels are computed from the image itself.
    var net = try ImageGraph()
    let image = try net.convolution("conv1", channels)
    let size = Extent2(height: 6, width: 5)
    try net.add(
      "squeeze", AveragePool(PoolingWindow(kernel: size, stride: 1), countsPadding: false))
    let attention = try net.convolution("excite", channels)
    let weighted = try net.add("weigh", Multiply(), image, attention)
    try net.convolution("conv2", 4, of: weighted)
    let graph = try net.classified()
    for mode in [OneDNNExecutor.Mode.training, .inference] {
      try ExecutorCheck(graph, rows: rows, mode: mode).expectAgreement("\(channels), \(mode)")
    }
  }

  @Test(arguments: [
    [1, 1, 1], [6, 1, 1], [1, 4, 1], [1, 1, 5], [6, 4, 1], [6, 1, 5], [1, 4, 5],
  ])
  func anyAxisIsRepeated(extents: [Int]) throws {
    let shape = try Shape(extents)
    for channels in [6, 16] where extents[0] == 1 || extents[0] == channels {
      var net = try ImageGraph(channels: 6, height: 4, width: 5)
      let image = try net.convolution("conv", channels, of: .input)
      try net.add("flat", Flatten(), .input)
      try net.add("dense", Dense(inputs: 120, outputs: shape.count))
      let factor = try net.add("factor", Reshape(shape))
      let first = try net.add("first", Multiply(), image, factor)
      // A gradient that was written already is added to.
      try net.add("second", Multiply(), first, factor)
      try net.add("sum", Add(), .node(5), image)
      let graph = try net.classified()
      for rows in [1, 3] {
        try ExecutorCheck(graph, rows: rows).expectAgreement("\(extents), \(channels) channels")
      }
    }
  }

  @Test func blockedFactorsAreRepeatedAlongOneAxis() throws {
    // Both images come from convolutions; the second is one pixel high, or one wide.
    for kernel in [Extent2(height: 6, width: 1), Extent2(height: 1, width: 5)] {
      for channels in [8, 20] {
        var net = try ImageGraph()
        let image = try net.convolution("image", channels, of: .input)
        let factor = try net.add(
          "factor", Convolution(inputs: 3, outputs: channels, kernel: kernel), .input)
        try net.add("product", Multiply(), image, factor)
        let graph = try net.classified()
        try ExecutorCheck(graph, rows: 2).expectAgreement("\(kernel), \(channels)")
      }
    }
  }

  @Test func inputsOfOneShapeAreMultiplied() throws {
    var net = try ImageGraph(channels: 20)
    let a = try net.convolution("a", 20, of: .input)
    let b = try net.convolution("b", 20, of: a)
    let ab = try net.add("ab", Multiply(), a, b)
    let square = try net.add("square", Multiply(), ab, ab)
    try net.add("withInput", Multiply(), .input, square)
    let more = try net.add("more", Multiply(), .node(4), a)
    try net.add("sum", Add(), more, ab)
    let graph = try net.classified()
    for mode in [OneDNNExecutor.Mode.training, .inference] {
      try ExecutorCheck(graph, rows: 2, mode: mode).expectAgreement("\(mode)")
    }
  }

  @Test func vectorsAreMultiplied() throws {
    var graph = Graph(inputShape: .vector(7))
    try graph.add("a", Dense(inputs: 7, outputs: 5))
    try graph.add("b", Dense(inputs: 7, outputs: 1), inputs: [.input])
    try graph.add("ab", Multiply(), inputs: [.node(0), .node(1)])
    try graph.add("c", Dense(inputs: 5, outputs: 4))
    try ExecutorCheck(graph, rows: 3).expectAgreement("vectors")
  }
}
