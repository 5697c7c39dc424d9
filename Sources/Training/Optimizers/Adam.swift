import CKernels

/// Adam (Kingma and Ba, 2015, algorithm 1), weight decay added to the gradient.
public struct Adam: Optimizer {
  /// `adam`.
  public static let name = "adam"
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
      decay: step.decay)
    dcsh_adam(base, state[0], state[1], gradient, weights.count, coefficients)
  }

  /// `base` to a whole power by squaring: the same bits everywhere, which libm's `pow` does not
  /// promise.
  package static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
