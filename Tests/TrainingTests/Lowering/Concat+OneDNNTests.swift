import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ConcatOneDNNTests {
  /// As in a fire module: two branches of a squeezed image.
  private func fire(_ channels: [Int], axis: Int = 0) throws -> Graph {
    var net = try ImageGraph()
    let squeezed = try net.convolution("squeeze", 12)
    var parts: [Source] = []
    for (number, count) in channels.enumerated() {
      let kernel = 1 + 2 * (number % 2)
      let conv = try net.convolution("expand\(number)", count, kernel: kernel, of: squeezed)
      parts.append(number == 1 ? try net.add("relu\(number)", ReLU(), conv) : conv)
    }
    try net.join("concat", axis: axis, parts)
    try net.convolution("last", 6)
    return try net.classified()
  }

  @Test(arguments: [[16, 8], [8, 20], [3, 20, 50], [64, 64], [16, 3], [5], [1, 1, 1, 1]])
  func channelsAreJoined(channels: [Int]) throws {
    let graph = try fire(channels)
    for rows in [1, 3] {
      for mode in [OneDNNExecutor.Mode.training, .inference] {
        try ExecutorCheck(graph, rows: rows, mode: mode)
          .expectAgreement("\(channels), \(rows) rows, \(mode)")
      }
    }
  }

  @Test(arguments: [1, 2])
  func rowsAndColumnsAreJoined(axis: Int) throws {
    for channels in [3, 16, 20] {
      let graph = try fire([channels, channels], axis: axis)
      try ExecutorCheck(graph, rows: 2).expectAgreement("axis \(axis), \(channels) channels")
    }
  }

  @Test func partsWithOtherReadersAreJoined() throws {
    var net = try ImageGraph(channels: 8)
    let a = try net.convolution("a", 16)
    let b = try net.convolution("b", 8)
    // The network's input is row-major; `a` comes twice.
    let joined = try net.join("concat", axis: 0, [a, .input, a, b])
    let more = try net.convolution("more", 16, of: a)
    let wide = try net.convolution("wide", 16, of: joined)
    try net.join("concat2", axis: 0, [wide, more, joined])
    let graph = try net.classified()
    for rows in [1, 2] { try ExecutorCheck(graph, rows: rows).expectAgreement("\(rows) rows") }
  }

  @Test func vectorsAreJoined() throws {
    var graph = Graph(inputShape: .vector(7))
    try graph.add("a", Dense(inputs: 7, outputs: 5))
    try graph.add("b", Dense(inputs: 7, outputs: 3), inputs: [.input])
    try graph.add("concat", Concat(), inputs: [.node(1), .node(0), .input])
    try graph.add("c", Dense(inputs: 15, outputs: 4))
    try ExecutorCheck(graph, rows: 3).expectAgreement("vectors")
  }
}
