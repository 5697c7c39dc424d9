import CKernels
import Networks
import Synchronization

/// The second half of a training step: adds the shards' gradients in order, pulls them back onto
/// the constraints, steps the optimizer and projects the weights.
///
/// Parameters are worked on in pieces of a fixed size, each by one thread; those under a constraint
/// that looks at the whole parameter are one piece. A piece of a large dense layer computes its
/// gradient first, see `GradientTape`.
final class ParameterUpdate {
  /// Floats in a piece: the four to six arrays that a step touches fit a core's cache.
  static let pieceSize = 16_384
  /// Rows of a large dense layer in a piece, where an even number of inputs leaves pieces starting
  /// at multiples of 64: fewer waste the matrix product.
  private static let tapeRows = 32

  private struct Piece {
    /// The parameter.
    let name: String
    /// Position among the weights.
    let start: Int
    /// Position in the parameter.
    let offset: Int
    let count: Int
    let decay: Float
    let constraints: [any ParameterConstraint]
    let gradient: GradientSource
  }

  /// Where a piece's gradient comes from.
  private enum GradientSource {
    /// The sum of the shards at this position.
    case shards(Int)
    /// The product of a layer's inputs and output gradients, from this output on.
    case tape(GradientTape.Entry, firstOutput: Int, outputs: Int)
  }

  private let weights: ParameterArena
  private let optimizer: any Optimizer
  private let state: [ParameterArena]
  private let pieces: [Piece]
  private let options: TrainingOptions
  private let baseRate: Double
  private let scratch: [ActivationMemory]
  /// Number of steps so far.
  private(set) var steps = 0

  init(
    weights: ParameterArena, gradients: ParameterLayout, tape: GradientTape, job: TrainingJob,
    threads: Int
  ) throws(TrainingError) {
    let options = job.options
    guard let type = Optimizers.named(options.optimizer) else {
      let names = Optimizers.all.map { $0.name }.joined(separator: ", ")
      throw .invalid("there is no optimizer `\(options.optimizer)`, only \(names)")
    }
    let unknown = job.constraints.keys.filter { weights.layout.entry(named: $0) == nil }
    if let name = unknown.min() {
      throw .invalid("there is no parameter `\(name)` that could be constrained")
    }
    let optimizer = type.init(options.settings)
    self.weights = weights
    self.optimizer = optimizer
    self.options = options
    baseRate = options.learningRate ?? type.defaultLearningRate
    state = (0..<optimizer.stateCount).map { _ in ParameterArena(weights.layout) }
    var pieces: [Piece] = []
    for entry in weights.layout.entries
    where entry.role.isTrained && !options.frozen.contains(entry.name) {
      let own = job.constraints[entry.name] ?? []
      let decay = entry.role.isDecayed ? Float(options.weightDecay) : 0
      pieces += ParameterUpdate.cut(
        entry, whole: own.contains { !$0.isElementwise }, tape.entry(of: entry.name), gradients
      ).map {
        Piece(
          name: entry.name, start: entry.offset + $0.offset, offset: $0.offset, count: $0.count,
          decay: decay,
          constraints: own, gradient: $0.gradient)
      }
    }
    // Large pieces first: the last thread to finish is then late by little.
    self.pieces = pieces.sorted { ($0.count, $1.start) > ($1.count, $0.start) }
    let largest = pieces.map { if case .tape = $0.gradient { $0.count } else { 0 } }.max() ?? 0
    scratch = (0..<threads).map { _ in ActivationMemory(count: largest) }
  }

  /// Where a parameter is cut.
  private static func cut(
    _ entry: ParameterLayout.Entry, whole: Bool, _ tape: GradientTape.Entry?,
    _ gradients: ParameterLayout
  ) -> [(offset: Int, count: Int, gradient: GradientSource)] {
    if let tape {
      let step = whole ? tape.outputs : tape.inputs.isMultiple(of: 2) ? tapeRows : 2 * tapeRows
      return stride(from: 0, to: tape.outputs, by: step).map { first in
        let outputs = min(step, tape.outputs - first)
        return (
          first * tape.inputs, outputs * tape.inputs,
          .tape(tape, firstOutput: first, outputs: outputs)
        )
      }
    }
    guard let place = gradients.entry(named: entry.name) else { return [] }
    let count = entry.shape.count
    return stride(from: 0, to: count, by: whole ? count : pieceSize).map { offset in
      (offset, min(whole ? count : pieceSize, count - offset), .shards(place.offset + offset))
    }
  }

  /// Puts all weights on their constraints.
  func projectAll() {
    for piece in pieces { project(piece) }
  }

  /// What the optimizer remembers, and the number of steps.
  var memory: OptimizerMemory {
    OptimizerMemory(
      name: options.optimizer, steps: steps, values: state.map { $0.tensors() })
  }

  /// Whether an optimizer of this kind, for these weights, remembered it.
  func fits(_ memory: OptimizerMemory) -> Bool {
    memory.name == options.optimizer && memory.values.count == state.count
      && memory.values.allSatisfy { weights.layout.fits($0) }
  }

  /// Goes on from what was remembered.
  func restore(_ memory: OptimizerMemory) {
    steps = memory.steps
    for (arena, values) in zip(state, memory.values) { arena.load(values) }
  }

  /// One step.
  /// - Parameters:
  ///   - gradients: of the shards, in order; the first is overwritten with the sum.
  ///   - examples: number of examples in the minibatch.
  ///   - time: where the training stands.
  ///   - pool: the threads.
  /// - Returns: the first parameter, in the order of the graph, with a value that is no number now.
  /// - Throws: what oneDNN refuses.
  func step(
    _ gradients: ArraySlice<ParameterArena>, examples: Int, at time: ScheduleTime,
    _ pool: WorkerPool
  ) throws(TrainingError) -> String? {
    let shards = gradients.map(\.base)
    let rate = baseRate * options.schedule.factor(time)
    let clipping = options.clipping
    var factor: Float = 1
    let failure = FirstFailure()
    if let clipping {
      var squares = [Double](repeating: 0, count: pieces.count)
      squares.withUnsafeMutableBufferPointer { squares in
        nonisolated(unsafe) let squares = squares
        pool.run(pieces.count) { index, worker in
          do throws(TrainingError) {
            let gradient = try gradient(pieces[index], shards, examples: examples, worker)
            let run = UnsafeBufferPointer(gradient)
            let piece = pieces[index]
            let own = piece.constraints.last.flatMap { $0.squaredNorm(run, from: piece.offset) }
            squares[index] = own ?? run.sumOfSquares
          } catch {
            failure.record(error)
          }
        }
      }
      if let error = failure.error { throw error }
      factor = clipping.factor(norm: squares.reduce(0, +).squareRoot())
    }
    steps += 1
    let number = steps
    // The first pass has added the shards up already.
    let spoilt = Atomic<Int>(.max)
    let rest = clipping == nil ? shards : Array(shards.prefix(1))
    pool.run(pieces.count) { index, worker in
      do throws(TrainingError) {
        let piece = pieces[index]
        let gradient: UnsafeMutableBufferPointer<Float>
        if clipping != nil, case .shards(let place) = piece.gradient, let first = rest.first {
          // It lies there, pulled back.
          gradient = UnsafeMutableBufferPointer(start: first + place, count: piece.count)
        } else {
          gradient = try self.gradient(piece, rest, examples: examples, worker)
        }
        guard let base = gradient.baseAddress else { return }
        if factor != 1 { dcsh_scale(base, gradient.count, factor) }
        optimizer.update(
          values(piece), state: state.map { $0.base + piece.start }, gradient: base,
          step: OptimizerStep(rate: Float(rate), decay: piece.decay, number: number))
        project(piece)
        // While the piece is in the cache; rectifiers would hide it from the loss.
        if dcsh_count_non_finite(weights.base + piece.start, piece.count) > 0 {
          spoilt.min(piece.start, ordering: .relaxed)
        }
      } catch {
        failure.record(error)
      }
    }
    if let error = failure.error { throw error }
    let place = spoilt.load(ordering: .relaxed)
    return place == .max ? nil : pieces.first { $0.start == place }?.name
  }

  /// The gradient of a piece along the allowed set.
  private func gradient(
    _ piece: Piece, _ shards: [UnsafeMutablePointer<Float>], examples: Int, _ worker: Int
  ) throws(TrainingError) -> UnsafeMutableBufferPointer<Float> {
    let base: UnsafeMutablePointer<Float>
    switch piece.gradient {
    case .shards(let place):
      base = shards[0] + place
      for other in shards.dropFirst() { dcsh_add(other + place, base, piece.count) }
    case .tape(let entry, let first, let outputs):
      base = scratch[worker].base
      // dW [outputs, inputs] = dyᵀ x
      try OneDNN.product(
        outputs, entry.inputs, examples, entry.dy.base + first, .columns(entry.outputs),
        entry.x.base, .rows(entry.inputs), into: base, adding: false)
    }
    let gradient = UnsafeMutableBufferPointer(start: base, count: piece.count)
    for constraint in piece.constraints { constraint.pullBack(gradient, from: piece.offset) }
    return gradient
  }

  private func project(_ piece: Piece) {
    for constraint in piece.constraints { constraint.project(values(piece), from: piece.offset) }
  }

  private func values(_ piece: Piece) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: weights.base + piece.start, count: piece.count)
  }
}
