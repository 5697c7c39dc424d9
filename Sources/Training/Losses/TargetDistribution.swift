import Tensors

/// Writes what a network should answer: a distribution over the classes for each example, from
/// labels, smoothing and mixtures.
///
/// `q = (1 − ε) (λ onehot(l) + (1 − λ) onehot(l')) + ε / classes`
public struct TargetDistribution: Hashable, Sendable {
  /// Number of classes.
  public let classes: Int
  /// Share `ε` that is spread evenly over all classes.
  public let smoothing: Double

  /// A distribution over this many classes.
  public init(classes: Int, smoothing: Double = 0) {
    self.classes = classes
    self.smoothing = smoothing
  }

  /// Writes the targets of a run of examples.
  /// - Parameters:
  ///   - targets: [rows, classes].
  ///   - labels: of the examples, [rows].
  /// - Throws: `TrainingError.invalid` if sizes or labels do not fit.
  public func fill(
    _ targets: UnsafeMutableBufferPointer<Float>, labels: UnsafeBufferPointer<Int32>
  ) throws(TrainingError) {
    try requireFit(targets, rows: labels.count)
    try require(labels)
    let (rest, most) = (Float(smoothing / Double(classes)), Float(1 - smoothing))
    targets.update(repeating: rest)
    for (row, label) in labels.enumerated() { targets[row * classes + Int(label)] += most }
  }

  /// Writes the targets of a run of mixed examples.
  /// - Parameters:
  ///   - targets: [rows, classes].
  ///   - labels: of the examples, [rows].
  ///   - others: the labels of their partners, [rows].
  ///   - weights: of the examples themselves, 0 … 1, [rows].
  /// - Throws: `TrainingError.invalid` if sizes or labels do not fit.
  public func fill(
    _ targets: UnsafeMutableBufferPointer<Float>, labels: UnsafeBufferPointer<Int32>,
    mixedWith others: UnsafeBufferPointer<Int32>, weights: UnsafeBufferPointer<Float>
  ) throws(TrainingError) {
    guard others.count == labels.count, weights.count == labels.count else {
      throw .invalid(
        "\(labels.count) labels are not mixed with \(others.count) by \(weights.count) weights")
    }
    try requireFit(targets, rows: labels.count)
    try require(labels)
    try require(others)
    let (rest, most) = (Float(smoothing / Double(classes)), Float(1 - smoothing))
    targets.update(repeating: rest)
    for row in 0..<labels.count {
      let start = row * classes
      targets[start + Int(labels[row])] += most * weights[row]
      targets[start + Int(others[row])] += most * (1 - weights[row])
    }
  }

  /// The targets of a minibatch, [rows, classes].
  /// - Parameters:
  ///   - labels: of the minibatch.
  ///   - partners: with what each is mixed; empty for no mixtures.
  /// - Throws: `TrainingError.invalid` if sizes, labels or positions do not fit.
  public func tensor(
    labels: [Int32], partners: [MixupPartner] = []
  ) throws(TrainingError) -> Tensor {
    guard partners.allSatisfy({ labels.indices.contains($0.position) }) else {
      throw .invalid("a partner is outside a minibatch of \(labels.count)")
    }
    let others = partners.map { labels[$0.position] }
    let weights = partners.map(\.weight)
    var targets = Tensor(zeros: try shape(rows: labels.count))
    try targets.withUnsafeMutableBufferPointer { targets throws(TrainingError) in
      try labels.withUnsafeBufferPointer { labels throws(TrainingError) in
        if partners.isEmpty { return try fill(targets, labels: labels) }
        try others.withUnsafeBufferPointer { others throws(TrainingError) in
          try weights.withUnsafeBufferPointer { weights throws(TrainingError) in
            try fill(targets, labels: labels, mixedWith: others, weights: weights)
          }
        }
      }
    }
    return targets
  }

  private func shape(rows: Int) throws(TrainingError) -> Shape {
    do {
      return try Shape([rows, classes])
    } catch {
      throw .invalid(error.message)
    }
  }

  private func requireFit(
    _ targets: UnsafeMutableBufferPointer<Float>, rows: Int
  ) throws(TrainingError) {
    let shape = try shape(rows: rows)
    guard targets.count == shape.count else {
      throw .invalid("\(targets.count) targets are not \(shape)")
    }
  }

  private func require(_ labels: UnsafeBufferPointer<Int32>) throws(TrainingError) {
    guard labels.allSatisfy({ $0 >= 0 && Int($0) < classes }) else {
      throw .invalid("a label is outside 0 ..< \(classes)")
    }
  }
}
