import Networks

/// Who reads which result of a network, and what follows from it for memory and gradients.
struct NetworkReaders {
  /// The nodes that read a result, in order; a node that reads it twice is named twice.
  let all: [Source: [Int]]
  /// The readers of each result that pass gradients back, in order.
  let passingGradients: [Source: [Int]]
  /// For each node, whether it or anything before it has parameters that are trained.
  let learning: [Bool]
  /// For each node, whether it looks at memory for nobody: no gradient ever comes to it that it
  /// could pass on.
  let unreadViews: [Bool]
  private let graph: Graph

  init(_ plan: OneDNNExecutor.Plan) {
    graph = plan.graph
    var readers: [Source: [Int]] = [:]
    for (index, node) in plan.graph.nodes.enumerated() {
      for source in node.inputs { readers[source, default: []].append(index) }
    }
    all = readers
    learning = NetworkReaders.learning(plan)
    let unread = NetworkReaders.unreadViews(plan.graph, readers)
    unreadViews = unread
    passingGradients = readers.mapValues { $0.filter { !unread[$0] } }
  }

  private static func learning(_ plan: OneDNNExecutor.Plan) -> [Bool] {
    guard plan.mode == .training else {
      return Array(repeating: false, count: plan.graph.nodes.count)
    }
    var result: [Bool] = []
    for node in plan.graph.nodes {
      let before = node.inputs.contains { source in
        if case .node(let index) = source { result[index] } else { false }
      }
      let own = node.parameters.contains {
        $0.slot.role.isTrained && !plan.frozen.contains($0.name)
      }
      result.append(before || own)
    }
    return result
  }

  private static func unreadViews(_ graph: Graph, _ readers: [Source: [Int]]) -> [Bool] {
    var result = [Bool](repeating: false, count: graph.nodes.count)
    for index in graph.nodes.indices.dropLast().reversed() {
      guard let operation = graph.nodes[index].operation as? any OneDNNLowerable,
        type(of: operation).isView
      else { continue }
      result[index] = (readers[.node(index)] ?? []).allSatisfy { result[$0] }
    }
    return result
  }

  /// The last node that reads a node's result; `.max` where the caller reads it.
  func last(of node: Int) -> Int {
    node == graph.nodes.count - 1 ? .max : all[.node(node)]?.last ?? .max
  }

  /// The rectifier that a node does along with its own work.
  func rectifier(after index: Int) -> Int? {
    guard let operation = graph.nodes[index].operation as? any OneDNNLowerable,
      type(of: operation).canEndInReLU, let readers = all[.node(index)], readers.count == 1,
      let next = readers.first, graph.nodes[next].operation is ReLU
    else { return nil }
    return next
  }

  /// The node that does this node's work along with its own: this one is a rectifier then.
  func doing(_ index: Int) -> Int? {
    guard graph.nodes[index].operation is ReLU,
      case .node(let before)? = graph.nodes[index].inputs.first, rectifier(after: before) == index
    else { return nil }
    return before
  }

  /// Whether the only reader of a result may overwrite it.
  /// - Parameters:
  ///   - outputs: the results so far.
  ///   - input: the network's input, which nobody may overwrite.
  func mayOverwrite(_ source: Source, _ outputs: [Activation], input: Activation) -> Bool {
    guard case .node(let index) = source, all[source]?.count == 1 else { return false }
    var maker = index
    // A rectifier that was done by its predecessor stands for that, which needs the result.
    if doing(index) != nil { return false }
    while let operation = graph.nodes[maker].operation as? any OneDNNLowerable {
      if type(of: operation).needsOutput { return false }
      // Results that are looked at from elsewhere belong to somebody before.
      guard maker > 0, case .node(let before)? = graph.nodes[maker].inputs.first,
        outputs[maker].valueMemory === outputs[before].valueMemory
      else { return outputs[maker].valueMemory !== input.valueMemory }
      guard all[.node(before)]?.count == 1, doing(before) == nil else { return false }
      maker = before
    }
    return false
  }
}
