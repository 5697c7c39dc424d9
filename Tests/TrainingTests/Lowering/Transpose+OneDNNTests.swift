import Networks
import Tensors
import Testing

@testable import Training

@Suite struct TransposeOneDNNTests {
  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func axesComeInAnyOrder(permutation: [Int]) throws {
    for channels in [1, 3, 16, 20] {
      var net = try ImageGraph()
      let image = try net.convolution("conv", channels)
      let turned = try net.add("turn", Transpose(permutation: permutation), image)
      try net.convolution("conv2", 4, of: turned)
      let again = try net.add("again", Transpose(permutation: permutation), image)
      try net.add("flat", Flatten(), again)
      try net.add("dense", Dense(inputs: channels * 30, outputs: 5))
      try net.add("flat2", Flatten(), .node(2))
      try net.add("dense2", Dense(inputs: net.graph.outputShape.count, outputs: 5))
      try net.add("sum", Add(), .node(5), .node(7))
      for (rows, mode) in [(1, OneDNNExecutor.Mode.training), (3, .training), (2, .inference)] {
        try ExecutorCheck(net.graph, rows: rows, mode: mode)
          .expectAgreement("\(permutation), \(channels) channels, \(rows) rows, \(mode)")
      }
    }
  }

  @Test func channelsAreShuffled() throws {
    // As in ShuffleNet: groups of channels and channels of groups change places.
    var net = try ImageGraph()
    try net.convolution("conv", 12)
    try net.add("groups", Reshape(try Shape([3, 4, 6, 5])))
    try net.add("shuffle", Transpose(permutation: [1, 0, 2, 3]))
    try net.add("image", Reshape(try Shape([12, 6, 5])))
    try net.convolution("conv2", 5)
    let graph = try net.classified()
    for rows in [1, 2] { try ExecutorCheck(graph, rows: rows).expectAgreement("\(rows) rows") }
  }
}
