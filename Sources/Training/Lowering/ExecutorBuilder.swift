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
  private let readers: NetworkReaders
  private let frozen: Set<String>
  private let mode: OneDNNExecutor.Mode
  /// Memory of results; only where no gradients are wanted, as those need them all.
  private var pool = ActivationPool()
  /// Gradients of readers that are added to another's at once.
  private var shared: [ActivationMemory] = []
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
    readers = NetworkReaders(plan)
    input = try Activation(
      shape: graph.inputShape, rows: rows,
      layout: try .plain([rows] + graph.inputShape.dimensions),
      values: ActivationMemory(count: rows * graph.inputShape.count), gradient: nil, in: context)
  }

  deinit { rowSeeds.deallocate() }

  /// Where executors put gradients; nil if only results are wanted.
  var target: GradientTarget? { gradients }

  func learns(_ node: Int) -> Bool { readers.learning[node] }

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
      if let before = readers.doing(index) {
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
        endsInReLU: readers.rectifier(after: index) != nil)
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
    guard !readers.unreadViews[node] else {
      return try whole.reading(gradient: nil, accumulates: false)
    }
    let isFirst = !graph.nodes[node].inputs[..<position].contains(source)
    let writes = isFirst && readers.passingGradients[source]?.last == node
    // A node that reads a source twice may do so through reorders, which come behind it on the way
    // back, in the other order: what is added must come last.
    if writes || isFirst && operation.accumulatesGradients {
      return try whole.reading(gradient: gradient, accumulates: !writes)
    }
    // A view's readers write into it long before the view's turn comes.
    let isUsedUpAtOnce = !operation.isView && graph.nodes[node].inputs.count == 1
    let own =
      isUsedUpAtOnce
      ? sharedGradient(count: whole.count) : ActivationMemory(count: whole.count)
    merges.append(
      OneDNNExecutor.GradientMerge(from: own, to: gradient, count: whole.count))
    return try whole.reading(gradient: own, accumulates: false)
  }

  /// Memory that is used up before another node writes it.
  private func sharedGradient(count: Int) -> ActivationMemory {
    if let found = shared.first(where: { $0.count >= count && $0.count <= 2 * count }) {
      return found
    }
    let memory = ActivationMemory(count: count)
    shared.append(memory)
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

  /// Whether the only reader of a result may overwrite it.
  func mayOverwrite(_ source: Source) -> Bool {
    readers.mayOverwrite(source, outputs, input: input)
  }

  // MARK: Memory

  /// Room for a node's result.
  func memory(count: Int, for node: Int) -> ActivationMemory {
    memory(count: count, readBy: readers.last(of: node))
  }

  private func memory(count: Int, readBy last: Int) -> ActivationMemory {
    // Results are needed backwards again.
    mode == .training ? ActivationMemory(count: count) : pool.take(count: count, until: last)
  }

  /// Gives back what was read for the last time; a result that looks at memory keeps it.
  private func release(after node: Int) {
    guard mode != .training else { return }
    pool.keep(outputs[node].valueMemory, until: readers.last(of: node))
    pool.release(after: node)
  }
}
