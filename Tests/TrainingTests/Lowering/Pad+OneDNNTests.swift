import Networks
import Tensors
import Testing

@testable import Training

@Suite struct PadOneDNNTests {
  @Test(arguments: [3, 16, 20], [1, 3])
  func imagesAreSurroundedByZeros(channels: Int, rows: Int) throws {
    let paddings: [([Int], [Int])] = [
      ([8, 0, 0], [8, 0, 0]), ([0, 0, 0], [4, 0, 0]), ([5, 0, 0], [0, 0, 0]),
      ([0, 1, 2], [0, 3, 0]), ([1, 2, 0], [3, 0, 1]), ([0, 0, 0], [0, 0, 0]),
    ]
    for (before, after) in paddings {
      var net = try ImageGraph()
      let image = try net.convolution("conv", channels)
      let padded = try net.add("pad", Pad(before: before, after: after), image)
      // Works in place, where the zeros lie.
      try net.add("drop", Dropout(rate: 0.25), padded)
      try net.convolution("conv2", 6)
      try net.add("flat", Flatten(), image)
      try net.add("dense", Dense(inputs: channels * 30, outputs: 5))
      let last = try net.add("branch", Flatten(), .node(3))
      try net.add("dense2", Dense(inputs: net.graph.shape(of: last).count, outputs: 5))
      try net.add("sum", Add(), .node(5), .node(7))
      for mode in [OneDNNExecutor.Mode.training, .inference] {
        try ExecutorCheck(net.graph, rows: rows, mode: mode)
          .expectAgreement("\(before) \(after), \(channels) channels, \(mode)")
      }
    }
  }

  @Test func zerosAreThereAgainAfterWorkInPlace() throws {
    // The sum takes the padded image's place.
    var net = try ImageGraph()
    let image = try net.convolution("conv", 8)
    let padded = try net.add("pad", Pad(before: [0, 1, 1], after: [8, 1, 1]), image)
    let other = try net.add(
      "other", Convolution(inputs: 3, outputs: 16, kernel: 1, padding: 1), .input)
    try net.add("sum", Add(), padded, other)
    let graph = try net.classified()
    for mode in [OneDNNExecutor.Mode.training, .inference] {
      try ExecutorCheck(graph, rows: 2, mode: mode).expectAgreement("\(mode)")
    }
  }

  @Test func vectorsAreSurroundedByZeros() throws {
    var graph = Graph(inputShape: .vector(7))
    try graph.add("dense", Dense(inputs: 7, outputs: 3))
    try graph.add("pad", Pad(before: [2], after: [1]))
    try ExecutorCheck(graph, rows: 3).expectAgreement("a vector")
  }
}
