import Networks
import Tensors
import Testing

@testable import Training

@Suite struct SliceOneDNNTests {
  /// Parts of one image, joined in the opposite order.
  private func graph(_ channels: Int, axis: Int, _ ranges: [Range<Int>]) throws -> Graph {
    var net = try ImageGraph(height: 6, width: 6)
    let image = try net.convolution("conv", channels)
    var parts: [Source] = []
    for (number, range) in ranges.enumerated() {
      let slice = try Slice(axis: axis, start: range.lowerBound, count: range.count)
      parts.append(try net.add("slice\(number)", slice, image))
      try net.add("relu\(number)", ReLU())
    }
    try net.join("concat", axis: axis, parts.reversed())
    return try net.classified()
  }

  @Test(arguments: [1, 3]) func channelsAreTaken(rows: Int) throws {
    let cases: [(Int, [Range<Int>])] = [
      (16, [0..<8, 8..<16]), (20, [0..<16, 16..<20]), (50, [8..<10, 3..<40]), (24, [8..<16]),
      (3, [1..<2]), (3, [0..<3]), (20, [8..<20, 0..<8]),
    ]
    for (channels, ranges) in cases {
      let graph = try graph(channels, axis: 0, ranges)
      for mode in [OneDNNExecutor.Mode.training, .inference] {
        try ExecutorCheck(graph, rows: rows, mode: mode)
          .expectAgreement("\(ranges) of \(channels), \(mode)")
      }
    }
  }

  @Test(arguments: [1, 2], [3, 16, 20])
  func rowsAndColumnsAreTaken(axis: Int, channels: Int) throws {
    let graph = try graph(channels, axis: axis, [1..<4, 0..<6, 5..<6])
    try ExecutorCheck(graph, rows: 2).expectAgreement("axis \(axis), \(channels) channels")
  }

  @Test func otherReadersGetTheirGradients() throws {
    var net = try ImageGraph()
    let image = try net.convolution("conv", 16)
    try net.convolution("more", 8, of: image)
    let slice = try net.add("slice", Slice(axis: 0, start: 8, count: 8), image)
    try net.add("sum", Add(), .node(1), slice)
    try net.join("concat", axis: 0, [.node(3), image])
    let graph = try net.classified()
    try ExecutorCheck(graph, rows: 2).expectAgreement("several readers")
  }

  @Test func partsOfVectorsAreTaken() throws {
    var graph = Graph(inputShape: .vector(7))
    try graph.add("dense", Dense(inputs: 7, outputs: 10))
    try graph.add("slice", Slice(axis: 0, start: 3, count: 5))
    for rows in [1, 3] { try ExecutorCheck(graph, rows: rows).expectAgreement("\(rows) rows") }
  }
}
