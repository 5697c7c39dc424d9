import Networks
import Tensors

/// A network on small images, node by node; what convolutions make lies in oneDNN's own layouts.
struct ImageGraph {
  private(set) var graph: Graph

  init(channels: Int = 3, height: Int = 6, width: Int = 5) throws {
    graph = Graph(inputShape: try Shape([channels, height, width]))
  }

  /// Adds a node behind others, by default behind the last one.
  @discardableResult
  mutating func add(
    _ name: String, _ operation: any Networks.Operation, _ inputs: Source...
  ) throws -> Source {
    try graph.add(name, operation, inputs: inputs.isEmpty ? nil : inputs)
    return .node(graph.nodes.count - 1)
  }

  /// Adds a convolution that keeps the extents of images.
  @discardableResult
  mutating func convolution(
    _ name: String, _ channels: Int, kernel: Int = 1, of source: Source? = nil
  ) throws -> Source {
    let source = source ?? (graph.nodes.isEmpty ? .input : .node(graph.nodes.count - 1))
    let layer = try Convolution(
      inputs: graph.shape(of: source).dimensions[0], outputs: channels, kernel: Extent2(kernel),
      padding: Padding2(kernel / 2))
    return try add(name, layer, source)
  }

  /// Adds a concatenation.
  @discardableResult
  mutating func join(_ name: String, axis: Int, _ parts: [Source]) throws -> Source {
    try graph.add(name, Concat(axis: axis), inputs: parts)
    return .node(graph.nodes.count - 1)
  }

  /// Adds a classifier behind the last node.
  mutating func classified(_ classes: Int = 5) throws -> Graph {
    let features = graph.outputShape.count
    try add("flatten", Flatten())
    try add("classifier", Dense(inputs: features, outputs: classes))
    return graph
  }
}
