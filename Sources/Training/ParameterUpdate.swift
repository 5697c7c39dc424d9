import CKernels
import Networks

/// The second half of a training step: adds the shards' gradients in order, pulls them back onto
/// the constraints, steps the optimizer and projects the weights.
///
/// Parameters are worked on in pieces of a fixed size, each by one thread; those under a constraint
/// that looks at the whole parameter are one piece.
final class ParameterUpdate {
  /// Floats in a piece: the four to six arrays that a step touches fit a core's cache.
  static let pieceSize = 16_384

  private struct Piece {
    /// Position in the arenas.
    let start: Int
    /// Position in the parameter.
    let offset: Int
    let count: Int
    let decay: Float
    let constraints: [any ParameterConstraint]
  }

  private let weights: ParameterArena
  private let optimizer: any Optimizer
  private let state: [ParameterArena]
  private let pieces: [Piece]
  private let options: TrainingOptions
  private let baseRate: Double
  private var steps = 0
  /// Number of steps of the whole training, for the schedule.
  var totalSteps = 1

  init(
    weights: ParameterArena, constraints: [String: [any ParameterConstraint]],
    options: TrainingOptions
  ) throws(TrainingError) {
    guard let type = Optimizers.named(options.optimizer) else {
      let names = Optimizers.all.map { $0.name }.joined(separator: ", ")
      throw .invalid("there is no optimizer `\(options.optimizer)`, only \(names)")
    }
    let unknown = constraints.keys.filter { weights.layout.entry(named: $0) == nil }
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
    for entry in weights.layout.entries {
      let own = constraints[entry.name] ?? []
      let whole = own.contains { !$0.isElementwise }
      let size = whole ? entry.shape.count : ParameterUpdate.pieceSize
      for offset in stride(from: 0, to: entry.shape.count, by: max(1, size)) {
        pieces.append(
          Piece(
            start: entry.offset + offset, offset: offset,
            count: min(size, entry.shape.count - offset),
            decay: entry.role == .weight ? Float(options.weightDecay) : 0, constraints: own))
      }
    }
    // Large pieces first: the last thread to finish is then late by little.
    self.pieces = pieces.sorted { ($0.count, $1.start) > ($1.count, $0.start) }
  }

  /// Puts all weights on their constraints.
  func projectAll() {
    for piece in pieces {
      let values = UnsafeMutableBufferPointer(start: weights.base + piece.start, count: piece.count)
      for constraint in piece.constraints { constraint.project(values, from: piece.offset) }
    }
  }

  /// One step.
  /// - Parameters:
  ///   - gradients: of the shards, in order; the first is overwritten with the sum.
  ///   - pool: the threads.
  func step(_ gradients: ArraySlice<ParameterArena>, _ pool: WorkerPool) {
    guard let first = gradients.first else { return }
    let rate = baseRate * options.schedule.factor(step: steps, of: totalSteps)
    steps += 1
    let number = steps
    pool.run(pieces.count) { index, _ in
      let piece = pieces[index]
      let sum = first.base + piece.start
      for other in gradients.dropFirst() { dcsh_add(other.base + piece.start, sum, piece.count) }
      let gradient = UnsafeMutableBufferPointer(start: sum, count: piece.count)
      for constraint in piece.constraints { constraint.pullBack(gradient, from: piece.offset) }
      let values = UnsafeMutableBufferPointer(start: weights.base + piece.start, count: piece.count)
      optimizer.update(
        values, state: state.map { $0.base + piece.start }, gradient: sum,
        step: OptimizerStep(rate: Float(rate), decay: piece.decay, number: number))
      for constraint in piece.constraints { constraint.project(values, from: piece.offset) }
    }
  }
}
