import Networks
import Tensors

/// Which memory each activation of a graph uses.
final class ExecutionPlan {
  private let graph: Graph
  private let rows: Int
  /// The network's input.
  let input: Activation
  /// The nodes' results.
  private(set) var outputs: [Activation] = []
  /// All memory of the plan.
  private(set) var memory: [ActivationMemory] = []

  /// For each node, whether its result is its input's memory.
  private(set) var isView: [Bool] = []

  private let consumers: [Source: [Int]]

  /// Lays out a graph.
  /// - Parameters:
  ///   - graph: the network.
  ///   - rows: number of examples.
  ///   - training: whether gradients are wanted.
  init(_ graph: Graph, rows: Int, training: Bool) throws(TrainingError) {
    self.graph = graph
    self.rows = rows
    var consumers: [Source: [Int]] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for source in node.inputs { consumers[source, default: []].append(index) }
    }
    self.consumers = consumers
    let learning = ExecutionPlan.learning(graph)
    let inputMemory = ActivationMemory(count: rows * graph.inputShape.count)
    memory.append(inputMemory)
    input = Activation(shape: graph.inputShape, values: inputMemory.base, gradient: nil)
    for (index, node) in graph.nodes.enumerated() {
      if let viewed = viewedActivation(node) {
        outputs.append(
          Activation(shape: node.outputShape, values: viewed.values, gradient: viewed.gradient))
        isView.append(true)
        continue
      }
      isView.append(false)
      let values = ActivationMemory(count: rows * node.outputShape.count)
      memory.append(values)
      var gradient: ActivationMemory?
      if training, learning[index] {
        let room = ActivationMemory(count: rows * node.outputShape.count)
        memory.append(room)
        gradient = room
      }
      outputs.append(
        Activation(shape: node.outputShape, values: values.base, gradient: gradient?.base))
    }
  }

  /// For each node, whether it or anything before it has parameters.
  private static func learning(_ graph: Graph) -> [Bool] {
    var result: [Bool] = []
    for node in graph.nodes {
      let before = node.inputs.contains { source in
        if case .node(let index) = source { result[index] } else { false }
      }
      result.append(before || !node.operation.parameterSlots.isEmpty)
    }
    return result
  }

  private func activation(_ source: Source) -> Activation {
    switch source {
    case .input: input
    case .node(let index): outputs[index]
    }
  }

  /// The activation whose memory a node merely looks at.
  ///
  /// Only if nobody else reads it: otherwise gradients of several consumers would meet.
  private func viewedActivation(_ node: Node) -> Activation? {
    guard let operation = node.operation as? any OneDNNLowerable, type(of: operation).isView,
      let source = node.inputs.first, consumers[source]?.count == 1
    else { return nil }
    return activation(source)
  }

  /// The inputs of a node; where an activation has several consumers, each gets a gradient of its
  /// own, which `merge` is told to add to the activation's.
  func inputs(
    of index: Int,
    merge: (
      _ from: UnsafeMutablePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ count: Int,
      _ isFirst: Bool
    ) -> Void
  ) -> [Activation] {
    var seen: Set<Source> = []
    return graph.nodes[index].inputs.map { source in
      let whole = activation(source)
      let readers = consumers[source] ?? []
      guard readers.count > 1, let gradient = whole.gradient else { return whole }
      let count = rows * whole.shape.count
      let own = ActivationMemory(count: count)
      memory.append(own)
      // Backward goes from the last node to the first: the last reader writes first.
      let isFirst = readers.last == index && seen.insert(source).inserted
      merge(own.base, gradient, count, isFirst)
      return Activation(shape: whole.shape, values: whole.values, gradient: own.base)
    }
  }
}
