import Networks
import OrderedCollections
import Tensors
import Testing

@testable import Training

/// The oneDNN executor beside the reference executor: the same network, weights, examples, and
/// gradient of the result.
struct ExecutorCheck {
  let model: Model
  let plan: OneDNNExecutor.Plan
  let executor: OneDNNExecutor
  /// Gradients and batch statistics.
  let gradients: ParameterArena
  /// The examples, [rows, …].
  let x: Tensor
  /// The gradient with respect to the result, [rows, …]; each row adds up to 0.
  let outputGradient: Tensor
  private let mode: OneDNNExecutor.Mode
  private let rowSeeds: [UInt64]
  private var graph: Graph { model.graph }
  private var rows: Int { rowSeeds.count }

  /// A network with random weights on random examples, a third of them 0, as the background of
  /// images is.
  init(
    _ graph: Graph, rows: Int, mode: OneDNNExecutor.Mode = .training, frozen: Set<String> = [],
    seed: UInt64 = 1, spread: Float = 1
  ) throws {
    var random = RandomSource(seed: seed)
    model = try Model.random(graph, using: &random)
    self.mode = mode
    rowSeeds = (0..<rows).map { _ in random.next() }
    x = Tensor(shape: try graph.inputShape.batched(rows)) { values in
      for index in values.indices where random.below(3) > 0 {
        values[index] = spread * (2 * random.uniform() - 1)
      }
    }
    let count = graph.outputShape.count
    outputGradient = Tensor(shape: try graph.outputShape.batched(rows)) { values in
      for row in 0..<rows {
        var sum: Float = 0
        for index in row * count..<(row + 1) * count {
          values[index] = 2 * random.uniform() - 1
          sum += values[index]
        }
        for index in row * count..<(row + 1) * count { values[index] -= sum / Float(count) }
      }
    }
    OneDNN.prepareThread()
    let weights = ParameterArena(ParameterLayout(graph))
    weights.load(model.parameters)
    let layout = ParameterLayout(graph, excluding: frozen)
    gradients = ParameterArena(layout)
    plan = try OneDNNExecutor.Plan(
      graph, weights: weights, mode: mode, gradientLayout: mode == .inference ? nil : layout,
      frozen: frozen)
    executor = try OneDNNExecutor(plan, rows: rows)
    try plan.prepared.refresh(WorkerPool(threads: 1, prepare: OneDNN.prepareThread))
    for index in 0..<x.count { executor.input[index] = x[index] }
    for (row, seed) in rowSeeds.enumerated() { executor.rowSeeds[row] = seed }
  }

  /// Runs forwards and, in training, backwards.
  func run(accumulates: Bool = false) throws {
    // With targets that add up to 0 the loss hands its gradient on as it is.
    for index in executor.loss.targets.indices {
      executor.loss.targets[index] = -outputGradient[index]
    }
    // What is not written shows.
    if !accumulates, mode != .inference {
      gradients.base.update(repeating: .nan, count: gradients.layout.count)
    }
    if mode != .inference { executor.aim(at: gradients.base, accumulates: accumulates) }
    try executor.forward()
    guard mode == .training else { return }
    _ = try executor.loss.forward()
    try executor.loss.backward(scale: 1)
    try executor.backward()
  }

  /// Expects results, gradients and batch statistics to agree with the reference's.
  /// - Parameters:
  ///   - name: for messages.
  ///   - tolerance: the largest error, in the scale of the reference's largest element.
  ///   - usesStored: whether the reference takes stored statistics, as frozen layers do.
  func expectAgreement(
    _ name: String, tolerance: Float = 1e-5, usesStored: Bool = false
  ) throws {
    let reference = ReferenceExecutor(graph)
    let executionMode: ExecutionMode =
      mode == .inference || usesStored ? .inference : .training(rowSeeds: rowSeeds)
    let result = try reference.output(x, parameters: model.parameters, mode: executionMode)
    let statistics = try populationStatistics(reference, executionMode)
    let learned =
      mode == .training
      ? try reference.parameterGradients(
        x, parameters: model.parameters, outputGradient: outputGradient, mode: executionMode) : [:]
    // More than once: what one pass leaves behind must not show in the next.
    for pass in 1...3 {
      let accumulates = pass == 3 && mode == .training
      try run(accumulates: accumulates)
      expectClose(Array(executor.output), result.values, tolerance, "\(name): result, \(pass)")
      for entry in gradients.layout.entries where mode != .inference {
        let own = Array(gradients.values(entry))
        let what = "\(name): gradient of \(entry.name), pass \(pass)"
        if entry.role == .statistic {
          guard let measured = statistics[entry.name] else { continue }
          expectClose(own, measured.values, tolerance, what)
        } else if mode == .training, let gradient = learned[entry.name] {
          // The third pass adds to what the second wrote.
          expectClose(
            own, gradient.values.map { accumulates ? 2 * $0 : $0 }, tolerance,
            atLeast: scale(ofLayerWith: entry.name, learned), what)
        } else if mode == .training {
          // Nothing leads from here to the result.
          #expect(own.allSatisfy { $0 == 0 }, "\(what)")
        }
      }
      // Elsewhere later results take the place of earlier ones.
      if mode == .training { expectPaddingIsZero(name) }
    }
  }

  /// The largest gradient of a layer's parameters: a bias before a normalisation has none, and what
  /// is computed of it are the weight's rounding errors.
  private func scale(
    ofLayerWith name: String, _ gradients: OrderedDictionary<String, Tensor>
  ) -> Float {
    let layer = name.prefix { $0 != "." }
    return gradients.filter { $0.key.hasPrefix("\(layer).") }
      .flatMap { $0.value.values.map(\.magnitude) }.max() ?? 0
  }

  /// oneDNN's blocked layouts have room that no element uses; code that reads whole blocks counts
  /// on zeros there.
  private func expectPaddingIsZero(_ name: String) {
    for (node, activation) in zip(graph.nodes, executor.builder.outputs) where !activation.isPlain {
      for memory in [activation.valueMemory, activation.gradientMemory].compactMap(\.self) {
        let there = memory.nonZero(activation.count)
        let wanted = activation.elementsThatAreNotZero(of: memory, in: executor.builder.context)
        #expect(there == wanted, "\(name): the padding of \(node.name)'s memory")
      }
    }
  }

  /// What a pass measures, as population variances.
  private func populationStatistics(
    _ reference: ReferenceExecutor, _ mode: ExecutionMode
  ) throws -> OrderedDictionary<String, Tensor> {
    guard mode != .inference else { return [:] }
    var statistics = try reference.batchStatistics(x, parameters: model.parameters, mode: mode)
    for node in graph.nodes {
      guard let layer = node.operation as? BatchNorm,
        let estimate = statistics["\(node.name).variance"]
      else { continue }
      let count = Float(rows * node.outputShape.count / layer.channels)
      statistics["\(node.name).variance"] = Tensor(shape: estimate.shape) { values in
        for index in values.indices {
          values[index] = estimate[index] * max(1, count - 1) / count
        }
      }
    }
    return statistics
  }
}

/// Expects the largest difference to be small in the scale of the reference's largest element.
func expectClose(
  _ values: [Float], _ reference: [Float], _ tolerance: Float, atLeast least: Float = 0,
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(values.count == reference.count, "\(what)", sourceLocation: sourceLocation)
  let scale = max(least, reference.map(\.magnitude).max() ?? 0)
  let errors = zip(values, reference).map { ($0 - $1).magnitude }
  let error = errors.max() ?? 0

  #expect(
    errors.allSatisfy { $0 <= tolerance * scale },
    "\(what): \(error) in a scale of \(scale)", sourceLocation: sourceLocation)
}

extension Model {
  /// Values of which none is trivial: biases are not 0, scales not 1.
  static func random(_ graph: Graph, using random: inout RandomSource) throws -> Model {
    var model = Model(name: "test", graph: graph, drawnFrom: &random)
    for (name, slot) in graph.nodes.flatMap(\.parameters) where slot.role != .weight {
      let isPositive = slot.role == .scale || slot.name == "variance"
      let drawn = Tensor(shape: slot.shape) { values in
        for index in values.indices {
          values[index] = random.uniform() + (isPositive ? 0.5 : -0.5)
        }
      }
      try model.setParameter(name, drawn)
    }
    return model
  }
}

extension ActivationMemory {
  /// How many of the first floats are not 0.
  func nonZero(_ count: Int) -> Int { (0..<count).count { base[$0] != 0 } }
}

extension Activation {
  /// How many elements are not 0, padding left out; nil if oneDNN refuses to copy.
  fileprivate func elementsThatAreNotZero(
    of memory: ActivationMemory, in context: OneDNNContext
  ) -> Int? {
    try? Activation.rowMajor(memory, layout, in: context).count { $0 != 0 }
  }

  /// The elements of memory in row-major order.
  static func rowMajor(
    _ memory: ActivationMemory, _ layout: OneDNNLayout, in context: OneDNNContext
  ) throws -> [Float] {
    let count = layout.extents.reduce(1, *)
    let room = ActivationMemory(count: count)
    let from = try OneDNNMemory(memory.base, layout, in: context)
    let to = try OneDNNMemory(room.base, try .plain(layout.extents), in: context)
    try OneDNNPrimitive.reorder(from: from, to: to, in: context).execute()
    return (0..<count).map { room.base[$0] }
  }
}
