import CKernels
import Networks

/// Runs a network forwards and backwards on a number of examples, on one thread.
///
/// All memory and all of oneDNN's code are made once. Results and gradients depend on the examples,
/// the weights and the seeds only, so any thread may run it.
package final class OneDNNExecutor {
  /// What a pass through the network is for.
  enum Mode {
    /// Results only.
    case inference
    /// Results and gradients; dropout drops, normalisation measures the batch.
    case training
    /// Normalisation measures the batch, nothing else happens.
    case calibration
  }

  /// What all executors of a training or an evaluation share.
  final class Plan {
    let graph: Graph
    let mode: Mode
    let weights: ParameterArena
    let prepared: PreparedWeights
    /// Where gradients and batch statistics lie in a shard's memory; nil if there are none.
    let gradientLayout: ParameterLayout?
    let tape: GradientTape?
    /// Parameters that are not trained.
    let frozen: Set<String>

    init(
      _ graph: Graph, weights: ParameterArena, mode: Mode = .inference,
      gradientLayout: ParameterLayout? = nil,
      tape: GradientTape? = nil, frozen: Set<String> = []
    ) throws(TrainingError) {
      self.graph = graph
      self.mode = mode
      self.weights = weights
      self.gradientLayout = gradientLayout
      self.tape = tape
      self.frozen = frozen
      prepared = try PreparedWeights(weights)
    }
  }

  /// A node's code and what is to be done about inputs that others read too.
  struct Step {
    let node: Int
    let operation: any LoweredOperation
    var merges: [GradientMerge]
  }

  /// Adds a reader's gradient to that of an activation with several readers.
  struct GradientMerge {
    let from: ActivationMemory
    let to: ActivationMemory
    let count: Int
  }

  /// Number of examples.
  package let rows: Int
  /// Room for the examples, [rows, input shape].
  package let input: UnsafeMutableBufferPointer<Float>
  /// Room for the examples' labels.
  package let labels: UnsafeMutableBufferPointer<Int32>
  /// The network's result for them, [rows, classes].
  package let output: UnsafeBufferPointer<Float>
  /// For each row, where this step's random numbers come from.
  package let rowSeeds: UnsafeMutableBufferPointer<UInt64>
  /// The loss on top of the result.
  let loss: LoweredSoftmaxCrossEntropy

  private let plan: Plan
  let builder: ExecutorBuilder
  private let steps: [Step]
  private let labelMemory: UnsafeMutablePointer<Int32>

  /// Makes a network ready.
  /// - Parameters:
  ///   - plan: what it shares with other executors.
  ///   - rows: number of examples at once.
  /// - Throws: `TrainingError` if an operation has no fast form or oneDNN refuses.
  init(_ plan: Plan, rows: Int) throws(TrainingError) {
    self.plan = plan
    self.rows = rows
    builder = try ExecutorBuilder(plan, rows: rows)
    try builder.build()
    steps = builder.steps
    input = UnsafeMutableBufferPointer(
      start: builder.input.values, count: rows * plan.graph.inputShape.count)
    labelMemory = .allocate(capacity: rows)
    labelMemory.initialize(repeating: 0, count: rows)
    labels = UnsafeMutableBufferPointer(start: labelMemory, count: rows)
    rowSeeds = UnsafeMutableBufferPointer(start: builder.rowSeeds, count: rows)
    loss = try LoweredSoftmaxCrossEntropy(
      logits: builder.outputs.last ?? builder.input, context: builder.context)
    output = loss.logits
  }

  deinit { labelMemory.deallocate() }

  /// Says where gradients and statistics go, before `forward`.
  /// - Parameters:
  ///   - base: a block of memory as the plan's layout says.
  ///   - accumulates: whether gradients are added to what is there.
  ///   - firstRow: position of the first example in the minibatch.
  func aim(at base: UnsafeMutablePointer<Float>, accumulates: Bool = false, firstRow: Int = 0) {
    builder.target?.base = base
    builder.target?.accumulates = accumulates
    builder.target?.firstRow = firstRow
  }

  /// Computes `output` from `input`.
  /// - Parameter isCancelled: asked between operations.
  /// - Throws: `TrainingError.cancelled`, or what oneDNN refuses.
  package func forward(isCancelled: () -> Bool = { false }) throws(TrainingError) {
    for step in steps {
      if isCancelled() { throw .cancelled }
      try step.operation.forward()
    }
    try loss.take()
  }

  /// Computes the parameters' gradients from that of the loss.
  /// - Parameter isCancelled: asked between operations.
  /// - Throws: `TrainingError.cancelled`, or what oneDNN refuses.
  func backward(isCancelled: () -> Bool = { false }) throws(TrainingError) {
    try loss.giveBack()
    for step in steps.reversed() {
      if isCancelled() { throw .cancelled }
      try step.operation.backward()
      for merge in step.merges { dcsh_add(merge.from.base, merge.to.base, merge.count) }
    }
  }

  /// The first layer, in the order of the graph, whose result is not a number somewhere.
  package var firstNonFiniteLayer: String? {
    for (node, activation) in zip(plan.graph.nodes, builder.outputs)
    where dcsh_count_non_finite(activation.values, activation.count) > 0 {
      return node.name
    }
    return nil
  }
}
