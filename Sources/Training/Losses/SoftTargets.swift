import Glibc
import Tensors

/// The loss for targets that are distributions instead of labels, and for a teacher's answers.
extension SoftmaxCrossEntropy {
  /// Sum of the losses of all rows, and its gradient with respect to the logits.
  ///
  /// With logits `z`, targets `q`, a teacher's logits `t`, temperature `T` and weight `w`
  /// (Hinton et al., 2015; the cross-entropy alone without distillation):
  ///
  ///     L = (1 − w) CE(q, softmax(z)) + w T² KL(softmax(t / T) ‖ softmax(z / T))
  ///     ∂L/∂z = (1 − w) (softmax(z) Σq − q) + w T (softmax(z / T) − softmax(t / T))
  /// - Parameters:
  ///   - logits: [rows, classes].
  ///   - targets: [rows, classes], not negative.
  ///   - teacher: the teacher's logits, [rows, classes]; needed with `distillation` only.
  ///   - distillation: how the teacher counts.
  /// - Throws: `TrainingError.invalid` if sizes do not fit, a target is negative or not finite, or
  ///   the teacher is missing.
  public static func evaluate(
    logits: Tensor, targets: Tensor, teacher: Tensor? = nil, distillation: Distillation? = nil
  ) throws(TrainingError) -> (lossSum: Double, gradient: Tensor) {
    guard logits.shape.rank == 2, targets.shape == logits.shape else {
      throw .invalid("targets of \(targets.shape) do not belong to logits of \(logits.shape)")
    }
    guard targets.values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw .invalid("a target is no probability")
    }
    var soft: (logits: Tensor, options: Distillation)?
    if let distillation {
      try distillation.requireValid()
      guard let teacher, teacher.shape == logits.shape else {
        throw .invalid("there are no answers of a teacher of \(logits.shape)")
      }
      soft = (teacher, distillation)
    }
    let (rows, classes) = (logits.shape.dimensions[0], logits.shape.dimensions[1])
    let hardShare = 1 - (soft?.options.weight ?? 0)
    var sum = 0.0
    let gradient = Tensor(shape: logits.shape) { gradient in
      for row in 0..<rows {
        let places = row * classes..<(row + 1) * classes
        let z = places.map { Double(logits[$0]) }
        let q = places.map { Double(targets[$0]) }
        let logs = logSoftmax(z)
        let total = q.reduce(0, +)
        // What is certainly not the answer costs nothing, however unlikely the network finds it.
        let cross = zip(q, logs).reduce(0) { $1.0 == 0 ? $0 : $0 - $1.0 * $1.1 }
        var loss = hardShare * cross
        var slopes = zip(q, logs).map { hardShare * (exp($1) * total - $0) }
        if let soft {
          let (temperature, weight) = (soft.options.temperature, soft.options.weight)
          let own = logSoftmax(z.map { $0 / temperature })
          let other = logSoftmax(places.map { Double(soft.logits[$0]) / temperature })
          let distance = zip(other, own).reduce(0) { sum, logs in
            exp(logs.0) == 0 ? sum : sum + exp(logs.0) * (logs.0 - logs.1)
          }
          loss += weight * temperature * temperature * distance
          for k in 0..<classes {
            slopes[k] += weight * temperature * (exp(own[k]) - exp(other[k]))
          }
        }
        sum += loss
        for (place, slope) in zip(places, slopes) { gradient[place] = Float(slope) }
      }
    }
    return (sum, gradient)
  }

  /// The same for labels, which the options smooth.
  /// - Parameters:
  ///   - logits: [rows, classes].
  ///   - labels: one for each row, 0 ..< classes.
  ///   - teacher: the teacher's logits, [rows, classes]; needed with a distillation only.
  /// - Throws: `TrainingError.invalid` if sizes, labels or options do not fit.
  public static func evaluate(
    logits: Tensor, labels: [Int32], teacher: Tensor? = nil, options: LossOptions = .plain
  ) throws(TrainingError) -> (lossSum: Double, gradient: Tensor) {
    try options.requireValid()
    guard logits.shape.rank == 2, logits.shape.dimensions[0] == labels.count else {
      throw .invalid("logits of \(logits.shape) do not belong to \(labels.count) labels")
    }
    let distribution = TargetDistribution(
      classes: logits.shape.dimensions[1], smoothing: options.labelSmoothing)
    return try evaluate(
      logits: logits, targets: try distribution.tensor(labels: labels), teacher: teacher,
      distillation: options.distillation)
  }

  /// Logarithms of the softmax of one row.
  private static func logSoftmax(_ z: [Double]) -> [Double] {
    let largest = z.max() ?? 0
    let logTotal = log(z.reduce(0) { $0 + exp($1 - largest) }) + largest
    return z.map { $0 - logTotal }
  }
}
