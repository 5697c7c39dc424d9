import Networks
import Tensors

@testable import Training

/// Networks around one layer: what comes before it learns, so that the gradient of its input shows.
enum LayerGraphs {
  /// Behind a convolution, whose layout it gets, and before another.
  static func image(
    _ layer: any Networks.Operation, channels: Int, size: Extent2 = 6, isLast: Bool = false
  ) throws -> Graph {
    var graph = Graph(inputShape: try Shape([3, size.height, size.width]))
    try graph.add("conv1", Convolution(inputs: 3, outputs: channels, kernel: 1))
    try graph.add("layer", layer)
    if isLast { return graph }
    let outputs = graph.outputShape.dimensions
    try graph.add(
      "conv2",
      Convolution(inputs: outputs[0], outputs: 4, kernel: min(outputs[1], outputs[2]) < 3 ? 1 : 3))
    return graph
  }

  /// Behind a dense layer and before another.
  static func vector(
    _ layer: any Networks.Operation, width: Int, isLast: Bool = false
  ) throws -> Graph {
    var graph = Graph(inputShape: .vector(5))
    try graph.add("ip1", Dense(inputs: 5, outputs: width))
    try graph.add("layer", layer)
    if !isLast { try graph.add("ip2", Dense(inputs: width, outputs: 3)) }
    return graph
  }

  /// Two layers that read the same result, one of them beside a convolution's view of it.
  static func twoReaders(_ layer: any Networks.Operation, channels: Int) throws -> Graph {
    var graph = Graph(inputShape: try Shape([3, 5, 5]))
    try graph.add("conv1", Convolution(inputs: 3, outputs: channels, kernel: 1))
    try graph.add("layer1", layer)
    try graph.add("layer2", layer, inputs: [.node(0)])
    try graph.add(
      "conv2", Convolution(inputs: channels, outputs: channels, kernel: 1), inputs: [.node(2)])
    try graph.add("sum", Add(), inputs: [.node(1), .node(3)])
    try graph.add("conv3", Convolution(inputs: channels, outputs: 4, kernel: 5))
    return graph
  }

  /// The layer itself, on the network's input.
  static func alone(_ layer: any Networks.Operation, _ shape: Shape) throws -> Graph {
    var graph = Graph(inputShape: shape)
    try graph.add("layer", layer)
    return graph
  }
}

extension ExecutorCheck {
  /// Expects a layer that takes images to agree with its reference in training and inference.
  static func expectImages(
    _ layer: any Networks.Operation, channels: [Int] = [3, 16, 20, 50], size: Extent2 = 6,
    spread: Float = 1, tolerance: Float = 1e-5
  ) throws {
    for channels in channels {
      for isLast in [false, true] {
        let graph = try LayerGraphs.image(layer, channels: channels, size: size, isLast: isLast)
        try expectBothModes(
          graph, "\(channels) channels, last: \(isLast)", spread: spread, tolerance: tolerance)
      }
    }
  }

  /// Expects a layer that takes vectors to agree with its reference in training and inference.
  static func expectVectors(
    _ layer: any Networks.Operation, widths: [Int] = [1, 7, 8, 20], spread: Float = 1,
    tolerance: Float = 1e-5
  ) throws {
    for width in widths {
      for isLast in [false, true] {
        let graph = try LayerGraphs.vector(layer, width: width, isLast: isLast)
        try expectBothModes(
          graph, "\(width) wide, last: \(isLast)", spread: spread, tolerance: tolerance)
      }
    }
  }

  /// On one row and several.
  static func expectBothModes(
    _ graph: Graph, _ name: String, spread: Float = 1, tolerance: Float = 1e-5
  ) throws {
    for rows in [1, 5] {
      for mode in [OneDNNExecutor.Mode.training, .inference] {
        try ExecutorCheck(graph, rows: rows, mode: mode, spread: spread)
          .expectAgreement("\(name), \(rows) rows, \(mode)", tolerance: tolerance)
      }
    }
  }

  /// A layer's results for one example that is a vector.
  static func results(of layer: any Networks.Operation, for values: [Float]) throws -> [Float] {
    let check = try ExecutorCheck(
      try LayerGraphs.alone(layer, .vector(values.count)), rows: 1, mode: .inference)
    for (index, value) in values.enumerated() { check.executor.input[index] = value }
    try check.executor.forward()
    return Array(check.executor.output)
  }
}
