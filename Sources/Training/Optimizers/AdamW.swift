import CKernels

/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019, algorithm 2): the decay shrinks
/// the weights themselves, `w ← w − η λ w`, and leaves the moments alone.
public struct AdamW: Optimizer {
  /// `adamw`.
  public static let name = "adamw"
  /// 0.001.
  public static let defaultLearningRate = 1e-3
  /// First and second moment.
  public let stateCount = 2
  private let settings: OptimizerSettings

  /// Takes `beta1`, `beta2` and `epsilon` from the settings.
  public init(_ settings: OptimizerSettings) { self.settings = settings }

  /// One step.
  public func update(
    _ weights: UnsafeMutableBufferPointer<Float>, state: [UnsafeMutablePointer<Float>],
    gradient: UnsafePointer<Float>, step: OptimizerStep
  ) {
    guard let base = weights.baseAddress else { return }
    let correction1 = 1 - Adam.power(Double(settings.beta1), step.number)
    let correction2 = 1 - Adam.power(Double(settings.beta2), step.number)
    let coefficients = dcsh_adam_step(
      rate: Float(Double(step.rate) / correction1), beta1: settings.beta1, beta2: settings.beta2,
      correction2: Float(1 / correction2.squareRoot()), epsilon: settings.epsilon,
      decay: step.rate * step.decay)
    dcsh_adamw(base, state[0], state[1], gradient, weights.count, coefficients)
  }
}
