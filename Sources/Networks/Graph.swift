import Tensors

/// One operation in a graph.
public struct Node: Sendable {
  /// A name that is unique in its graph, such as `ip1`.
  public let name: String
  /// What it computes.
  public let operation: any Operation
  /// Where its inputs come from.
  public let inputs: [Source]
  /// Extents of its result for one example.
  public let outputShape: Shape

  /// Names of its parameters with their slots, such as `ip1.weight`.
  public var parameters: [(name: String, slot: ParameterSlot)] {
    operation.parameterSlots.map { ("\(name).\($0.name)", $0) }
  }
}

/// Where an activation comes from.
public enum Source: Hashable, Sendable {
  /// The network's input.
  case input
  /// The result of the node at this index of the graph.
  case node(Int)
}

/// Operations in topological order; the last node's result is the network's.
///
/// Checked as it is built: names are unique, inputs come from earlier nodes, shapes fit.
public struct Graph: Sendable {
  /// Extents of one example.
  public let inputShape: Shape
  /// The operations; each takes its inputs from the network's input or earlier nodes.
  public private(set) var nodes: [Node] = []
  /// Names of the nodes: a file may declare many, and each is looked up.
  private var names: Set<String> = []

  /// A graph without nodes yet.
  public init(inputShape: Shape) {
    self.inputShape = inputShape
  }

  /// Extents of the result for one example.
  public var outputShape: Shape { nodes.last?.outputShape ?? inputShape }

  /// The most elements that a result may have for one example: what a file declares is allocated.
  public static let largestResult = 1 << 28

  /// The most inputs that a node may have: files count them in a byte.
  public static let mostInputs = 255

  /// Number of multiply-adds for one example; the largest number if that overflows.
  public var multiplyAdds: Int {
    nodes.reduce(0) { sum, node in
      let own = node.operation.multiplyAdds(for: node.inputs.map { shape(of: $0) })
      let (total, overflow) = sum.addingReportingOverflow(own)
      return overflow ? .max : total
    }
  }

  /// Extents of an activation for one example.
  public func shape(of source: Source) -> Shape {
    switch source {
    case .input: inputShape
    case .node(let index): nodes[index].outputShape
    }
  }

  /// Adds a node.
  /// - Parameters:
  ///   - name: unique in the graph; letters, digits and `_-/`, no dot.
  ///   - operation: what it computes.
  ///   - inputs: where its inputs come from; by default the node added last.
  /// - Throws: `NetworkError` if the name or the shapes do not fit.
  public mutating func add(
    _ name: String, _ operation: any Operation, inputs: [Source]? = nil
  ) throws(NetworkError) {
    guard Graph.isValid(name: name) else {
      throw NetworkError("a layer cannot be called `\(name)`: letters, digits, _, - and / only")
    }
    guard !names.contains(name) else {
      throw NetworkError("there are two layers of this name", at: name)
    }
    let sources = inputs ?? [nodes.isEmpty ? .input : .node(nodes.count - 1)]
    guard sources.count <= Graph.mostInputs else {
      throw NetworkError("\(sources.count) inputs are too many", at: name)
    }
    for case .node(let index) in sources where !nodes.indices.contains(index) {
      throw NetworkError("takes its input from a layer that does not come before it", at: name)
    }
    let output: Shape
    do {
      output = try operation.outputShape(for: sources.map { shape(of: $0) })
    } catch {
      throw NetworkError(error.text, at: name)
    }
    guard output.count <= Graph.largestResult else {
      throw NetworkError("a result of \(output) is too large", at: name)
    }
    names.insert(name)
    nodes.append(Node(name: name, operation: operation, inputs: sources, outputShape: output))
  }

  /// Whether a layer may be called so.
  static func isValid(name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 255
      && name.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}
