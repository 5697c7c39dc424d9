import CKernels
import Networks
import Tensors

/// Lays out a network in memory and makes its operations ready, node by node.
final class ExecutorBuilder {
  let graph: Graph
  let rows: Int
  let context: OneDNNContext
  let rowSeeds: UnsafeMutablePointer<UInt64>
  let prepared: PreparedWeights
  let tape: GradientTape?
  /// The network's input, row-major.
  let input: Activation
  /// The nodes' code, in order; nodes that only look at memory have none.
  private(set) var steps: [OneDNNExecutor.Step] = []
  /// The nodes' results.
  private(set) var outputs: [Activation] = []

  private let weights: ParameterArena
  private let gradients: GradientTarget?
  private let gradientLayout: ParameterLayout?
  private let readers: [Source: [Int]]
  private let learning: [Bool]
  /// For each node, whether it looks at memory for nobody: no gradient ever comes to it that it
  /// could pass on.
  private let unreadViews: [Bool]
  /// The readers of each result that pass gradients back, in order.
  private let gradientReaders: [Source: [Int]]
  private let frozen: Set<String>
  private let mode: OneDNNExecutor.Mode
  /// Memory of results that nobody reads any more; only where no gradients are wanted.
  private var free: [ActivationMemory] = []
  /// The last node that reads a memory, by the memory's address.
  private var lastReader: [ObjectIdentifier: (memory: ActivationMemory, node: Int)] = [:]
  /// Gradients of readers that are added to another's at once, by input position.
  private var shared: [Int: [ActivationMemory]] = [:]
  /// Reorders of the node that is being made, with the steps that come before it.
  private var pending: [any LoweredOperation] = []

  init(_ plan: OneDNNExecutor.Plan, rows: Int) throws(TrainingError) {
    graph = plan.graph
    self.rows = rows
    context = try OneDNNContext()
    rowSeeds = .allocate(capacity: rows)
    rowSeeds.initialize(repeating: 0, count: rows)
    prepared = plan.prepared
    tape = plan.tape
    weights = plan.weights
    frozen = plan.frozen
    mode = plan.mode
    gradientLayout = plan.gradientLayout
    gradients = plan.gradientLayout == nil ? nil : GradientTarget(plan.weights.base)
    var readers: [Source: [Int]] = [:]
    for (index, node) in plan.graph.nodes.enumerated() {
      for source in node.inputs { readers[source, default: []].append(index) }
    }
    self.readers = readers
    learning = ExecutorBuilder.learning(plan)
    let unread = ExecutorBuilder.unreadViews(graph, readers)
    unreadViews = unread
    gradientReaders = readers.mapValues { $0.filter { !unread[$0] } }
    input = try Activation(
      shape: graph.inputShape, rows: rows,
      layout: try .plain([rows] + graph.inputShape.dimensions),
      values: ActivationMemory(count: rows * graph.inputShape.count), gradient: nil, in: context)
  }

  deinit { rowSeeds.deallocate() }

  /// For each node, whether it or anything before it has parameters that are trained.
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

  /// Where executors put gradients; nil if only results are wanted.
  var target: GradientTarget? { gradients }

  func learns(_ node: Int) -> Bool { learning[node] }

  /// Batch statistics of a frozen layer stay what they are.
  func isTraining(_ node: Int) -> Bool {
    let parameters = graph.nodes[node].parameters
    switch mode {
    case .inference: return false
    case .training: return parameters.isEmpty || !parameters.allSatisfy { frozen.contains($0.name) }
    case .calibration: return !parameters.isEmpty
    }
  }

  /// Makes all nodes ready.
  func build() throws(TrainingError) {
    for index in graph.nodes.indices {
      let node = graph.nodes[index]
      guard let operation = node.operation as? any OneDNNLowerable else {
        throw .invalid("\(node.name): the operation has no fast form")
      }
      if isDoneByPredecessor(index), case .node(let before) = node.inputs[0] {
        outputs.append(outputs[before])
        release(after: index)
        continue
      }
      var merges: [OneDNNExecutor.GradientMerge] = []
      var inputs: [Activation] = []
      for position in node.inputs.indices {
        inputs.append(try reading(index, position, type(of: operation), &merges))
      }
      pending = []
      let site = LoweringSite(
        self, index: index, inputs: inputs, parameters: try parameters(of: node),
        endsInReLU: reluAfter(index) != nil)
      let lowered = try operation.lowered(site)
      steps += pending.map { OneDNNExecutor.Step(node: index, operation: $0, merges: []) }
      if let first = pending.isEmpty ? nil : steps.count - pending.count {
        steps[first].merges = merges
        merges = []
      }
      steps.append(OneDNNExecutor.Step(node: index, operation: lowered, merges: merges))
      outputs.append(lowered.output)
      release(after: index)
    }
  }

  // MARK: Inputs

  /// An input as a node reads it. Where several nodes read an activation, gradients meet: backward
  /// runs from the last node to the first, so the last reader writes and the others add.
  private func reading(
    _ node: Int, _ position: Int, _ operation: any OneDNNLowerable.Type,
    _ merges: inout [OneDNNExecutor.GradientMerge]
  ) throws(TrainingError) -> Activation {
    let source = graph.nodes[node].inputs[position]
    let whole = activation(source)
    guard let gradient = whole.gradientMemory else { return whole }
    guard !unreadViews[node] else {
      return try whole.reading(gradient: nil, accumulates: false)
    }
    let all = gradientReaders[source] ?? []
    let earlierInNode = graph.nodes[node].inputs[..<position].contains(source)
    let writes = all.last == node && !earlierInNode
    if writes || operation.accumulatesGradients {
      return try whole.reading(gradient: gradient, accumulates: !writes)
    }
    // A view's readers write into it long before the view's turn comes.
    let own =
      operation.isView
      ? ActivationMemory(count: whole.count) : sharedGradient(position, count: whole.count)
    merges.append(
      OneDNNExecutor.GradientMerge(from: own, to: gradient, count: whole.count))
    return try whole.reading(gradient: own, accumulates: false)
  }

  /// Memory that is used up before another node writes it.
  private func sharedGradient(_ position: Int, count: Int) -> ActivationMemory {
    if let found = shared[position]?.first(where: { $0.count >= count && $0.count <= 2 * count }) {
      return found
    }
    let memory = ActivationMemory(count: count)
    shared[position, default: []].append(memory)
    return memory
  }

  private func activation(_ source: Source) -> Activation {
    switch source {
    case .input: input
    case .node(let index): outputs[index]
    }
  }

  /// An input in another layout, with the copy forwards and backwards.
  func reordered(
    _ activation: Activation, to layout: OneDNNLayout, before node: Int
  ) throws(TrainingError) -> Activation {
    if activation.layout.isSame(as: layout) { return activation }
    let copy = try Activation(
      shape: activation.shape, rows: rows, layout: layout,
      values: memory(count: layout.count, readBy: node),
      gradient: activation.gradientMemory == nil ? nil : ActivationMemory(count: layout.count),
      in: context)
    pending.append(try LoweredReorder(from: activation, to: copy, in: context))
    return copy
  }

  private func parameters(of node: Node) throws(TrainingError) -> [LoweredParameter] {
    var result: [LoweredParameter] = []
    for (name, _) in node.parameters {
      guard let entry = weights.layout.entry(named: name) else {
        throw .invalid("\(name): there are no values for this parameter")
      }
      var gradient: ParameterGradient?
      if let gradients, let place = gradientLayout?.entry(named: name) {
        gradient = ParameterGradient(
          target: gradients, offset: place.offset, count: place.shape.count)
      }
      result.append(
        LoweredParameter(entry: entry, values: weights.base + entry.offset, gradient: gradient))
    }
    return result
  }

  // MARK: Rectifiers

  /// The rectifier that a node does along with its own work.
  private func reluAfter(_ index: Int) -> Int? {
    guard let operation = graph.nodes[index].operation as? any OneDNNLowerable,
      type(of: operation).canEndInReLU, let all = readers[.node(index)], all.count == 1,
      let next = all.first, graph.nodes[next].operation is ReLU
    else { return nil }
    return next
  }

  private func isDoneByPredecessor(_ index: Int) -> Bool {
    guard graph.nodes[index].operation is ReLU,
      case .node(let before)? = graph.nodes[index].inputs.first
    else { return false }
    return reluAfter(before) == index
  }

  /// Whether the only reader of a result may overwrite it.
  func mayOverwrite(_ source: Source) -> Bool {
    guard case .node(let index) = source, readers[source]?.count == 1 else { return false }
    var maker = index
    // A rectifier that was done by its predecessor stands for that, which needs the result.
    if isDoneByPredecessor(index) { return false }
    while let operation = graph.nodes[maker].operation as? any OneDNNLowerable {
      if type(of: operation).needsOutput { return false }
      // Results that are looked at from elsewhere belong to somebody before.
      guard maker > 0, case .node(let before)? = graph.nodes[maker].inputs.first,
        outputs[maker].valueMemory === outputs[before].valueMemory
      else { return outputs[maker].valueMemory !== input.valueMemory }
      guard readers[.node(before)]?.count == 1 else { return false }
      if isDoneByPredecessor(before) { return false }
      maker = before
    }
    return false
  }

  // MARK: Memory

  /// Room for a node's result.
  func memory(count: Int, for node: Int) -> ActivationMemory {
    let last = readers[.node(node)]?.last ?? .max
    return memory(count: count, readBy: node == graph.nodes.count - 1 ? .max : last)
  }

  private func memory(count: Int, readBy last: Int) -> ActivationMemory {
    // Results are needed backwards again.
    guard mode != .training else { return ActivationMemory(count: count) }
    let fitting = free.indices.filter { free[$0].count >= count }
    let memory: ActivationMemory
    if let best = fitting.min(by: { free[$0].count < free[$1].count }) {
      memory = free.remove(at: best)
    } else {
      memory = ActivationMemory(count: count)
    }
    lastReader[ObjectIdentifier(memory)] = (memory, last)
    return memory
  }

  /// Gives back what was read for the last time; a result that looks at memory keeps it.
  private func release(after node: Int) {
    guard mode != .training else { return }
    let key = ObjectIdentifier(outputs[node].valueMemory)
    if let held = lastReader[key] {
      let own = node == graph.nodes.count - 1 ? Int.max : readers[.node(node)]?.last ?? .max
      lastReader[key] = (held.memory, max(held.node, own))
    }
    for (key, held) in lastReader where held.node <= node {
      lastReader[key] = nil
      free.append(held.memory)
    }
  }
}

/// A copy between layouts, forwards and backwards.
private final class LoweredReorder: LoweredOperation {
  let output: Activation
  private let there: OneDNNPrimitive
  private let back: OneDNNPrimitive?

  init(
    from source: Activation, to copy: Activation, in context: OneDNNContext
  ) throws(TrainingError) {
    output = copy
    there = try .reorder(from: try source.memory(), to: try copy.memory(), in: context)
    if let from = try copy.gradientMemoryHandle(), let to = try source.gradientMemoryHandle() {
      back = try .reorder(from: from, to: to, adding: source.accumulates, in: context)
    } else {
      back = nil
    }
  }

  func forward() throws(TrainingError) { try there.execute() }
  func backward() throws(TrainingError) { try back?.execute() }
}
