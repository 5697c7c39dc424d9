import CKernels
import Networks
import Tensors

/// Runs a network on oneDNN for a fixed number of rows.
///
/// Primitives and memory are made once. An executor serves one thread at a time; it reads weights
/// from an arena that all executors of a training share, and writes gradients into its own.
package final class OneDNNExecutor {
  /// Number of examples that it computes at once.
  package let rows: Int
  /// The examples, [rows, input shape]: written by the caller before `forward`.
  package let input: UnsafeMutableBufferPointer<Float>
  /// The result, [rows, output shape].
  package let output: UnsafeBufferPointer<Float>
  /// Labels of the examples: written by the caller before `loss`.
  package let labels: UnsafeMutableBufferPointer<Int32>
  /// The gradient with respect to the result; nil unless gradients were asked for.
  package let outputGradient: UnsafeMutableBufferPointer<Float>?

  private var memory: [ActivationMemory] = []
  private let labelMemory: UnsafeMutablePointer<Int32>
  private var steps: [Step] = []
  private let loss: LoweredSoftmaxCrossEntropy
  private let context: OneDNNContext
  // The operations keep pointers into these.
  private let arenas: [ParameterArena]

  /// One node's code and what is to be done about inputs that others read too.
  private struct Step {
    let operation: any LoweredOperation
    let merges: [GradientMerge]
  }

  /// Adds a consumer's gradient to that of an activation with several consumers.
  private struct GradientMerge {
    let from: UnsafeMutablePointer<Float>
    let to: UnsafeMutablePointer<Float>
    let count: Int
    let isFirst: Bool
  }

  /// Makes a network ready.
  /// - Parameters:
  ///   - graph: the network; its result is a vector with one number for each class.
  ///   - rows: number of examples at once.
  ///   - weights: where the parameters' values are.
  ///   - gradients: where their gradients go; nil to compute results only.
  /// - Throws: `TrainingError` if an operation has no lowering or oneDNN refuses.
  package init(
    _ graph: Graph, rows: Int, weights: ParameterArena, gradients: ParameterArena?
  ) throws(TrainingError) {
    self.rows = rows
    arenas = [weights] + (gradients.map { [$0] } ?? [])
    context = try OneDNNContext()
    let plan = try ExecutionPlan(graph, rows: rows, training: gradients != nil)
    labelMemory = .allocate(capacity: rows)
    labelMemory.initialize(repeating: 0, count: rows)
    labels = UnsafeMutableBufferPointer(start: labelMemory, count: rows)
    input = UnsafeMutableBufferPointer(
      start: plan.input.values, count: rows * graph.inputShape.count)
    let last = plan.outputs.last ?? plan.input
    output = UnsafeBufferPointer(start: last.values, count: rows * last.shape.count)
    outputGradient = last.gradient.map {
      UnsafeMutableBufferPointer(start: $0, count: rows * last.shape.count)
    }
    loss = try LoweredSoftmaxCrossEntropy(logits: last, rows: rows, context: context)
    for (index, node) in graph.nodes.enumerated() {
      guard let operation = node.operation as? any OneDNNLowerable else {
        throw .invalid("\(node.name): the operation has no fast form")
      }
      if plan.isView[index] { continue }
      var merges: [GradientMerge] = []
      let inputs = plan.inputs(
        of: index,
        merge: { from, to, count, isFirst in
          merges.append(GradientMerge(from: from, to: to, count: count, isFirst: isFirst))
        })
      let binding = OperationBinding(
        rows: rows, inputs: inputs, output: plan.outputs[index],
        parameters: node.parameters.compactMap { OneDNNExecutor.place($0.name, in: weights) },
        parameterGradients: gradients.map { gradients in
          node.parameters.compactMap { OneDNNExecutor.place($0.name, in: gradients) }
        } ?? [],
        context: context)
      steps.append(Step(operation: try operation.lowered(binding), merges: merges))
    }
    memory = plan.memory
  }

  deinit { labelMemory.deallocate() }

  private static func place(
    _ name: String, in arena: ParameterArena
  ) -> UnsafeMutablePointer<Float>? {
    arena.layout.entry(named: name).map { arena.base + $0.offset }
  }

  /// Computes `output` from `input`.
  package func forward() throws(TrainingError) {
    for step in steps { try step.operation.forward() }
  }

  /// Sum of the losses of the rows, after `forward`.
  package func lossSum() throws(TrainingError) -> Double {
    try loss.forward(labels: labelMemory)
  }

  /// Writes `outputGradient`: that of the sum of losses times `scale`, after `lossSum`.
  package func seedGradient(scale: Float) throws(TrainingError) {
    try loss.backward(labels: labelMemory, scale: scale)
  }

  /// Computes the parameters' gradients from `outputGradient`.
  package func backward() throws(TrainingError) {
    for step in steps.reversed() {
      try step.operation.backward()
      for merge in step.merges {
        if merge.isFirst {
          merge.to.update(from: merge.from, count: merge.count)
        } else {
          dcsh_add(merge.from, merge.to, merge.count)
        }
      }
    }
  }
}
