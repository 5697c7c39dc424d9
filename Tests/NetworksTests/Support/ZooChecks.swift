import Networks
import Tensors
import Testing

/// What is known of a network from its paper or from other programs.
struct PublishedNetwork {
  let name: String
  let input: [Int]
  let classes: Int
  /// Number of trained parameters, exactly.
  let parameters: Int
  /// Multiply-adds for one example, as published: rounded, and often without some layers.
  let multiplyAdds: Double

  /// Builds the network and expects that it is the published one. No parameter is allocated: the
  /// large networks have hundreds of megabytes.
  func expect(sourceLocation: SourceLocation = #_sourceLocation) throws -> Graph {
    let entry = try #require(Zoo.entry(named: name), sourceLocation: sourceLocation)
    let graph = try entry.graph()
    #expect(graph.inputShape.dimensions == input, sourceLocation: sourceLocation)
    #expect(graph.outputShape == .vector(classes), sourceLocation: sourceLocation)
    #expect(graph.trainedParameterCount == parameters, sourceLocation: sourceLocation)
    #expect(
      abs(Double(graph.multiplyAdds) / multiplyAdds - 1) <= 0.02,
      "\(graph.multiplyAdds) multiply-adds", sourceLocation: sourceLocation)
    // The summary promises the same number.
    let digits = entry.summary.filter { $0.isNumber || $0 == " " }.split(separator: " ")
    #expect(digits.contains { $0 == "\(parameters)" }, sourceLocation: sourceLocation)
    return graph
  }
}

extension Graph {
  /// Number of parameters that gradients change.
  var trainedParameterCount: Int {
    nodes.flatMap { $0.parameters }.filter { $0.slot.role.isTrained }
      .reduce(0) { $0 + $1.slot.shape.count }
  }

  /// The node of a name.
  func node(_ name: String) throws -> Node {
    try #require(nodes.first { $0.name == name }, "there is no layer \(name)")
  }

  /// Names of the nodes that a node takes its inputs from; `input` for the network's own.
  func inputNames(of name: String) throws -> [String] {
    try node(name).inputs.map { source in
      switch source {
      case .input: "input"
      case .node(let index): nodes[index].name
      }
    }
  }

  /// The extents that a node gives.
  func dimensions(of name: String) throws -> [Int] { try node(name).outputShape.dimensions }

  /// The names of all nodes of a kind.
  func names(ofKind kind: String) -> [String] {
    nodes.filter { type(of: $0.operation).kind == kind }.map(\.name)
  }
}
