import CKernels

/// Stochastic gradient descent with momentum (Polyak, 1964): `v ← μ v + g`, `w ← w − η v`; or with
/// Nesterov's (Sutskever et al., 2013): `w ← w − η (g + μ v)`.
public struct SGD: Optimizer {
  /// `sgd`.
  public static let name = "sgd"
  /// 0.01.
  public static let defaultLearningRate = 0.01
  /// The last step.
  public let stateCount = 1
  private let momentum: Float
  private let nesterov: Bool

  /// Takes `momentum` and `nesterov` from the settings.
  public init(_ settings: OptimizerSettings) {
    momentum = settings.momentum
    nesterov = settings.nesterov
  }

  /// One step.
  public func update(
    _ weights: UnsafeMutableBufferPointer<Float>, state: [UnsafeMutablePointer<Float>],
    gradient: UnsafePointer<Float>, step: OptimizerStep
  ) {
    guard let base = weights.baseAddress else { return }
    let update = nesterov ? dcsh_sgd_nesterov : dcsh_sgd
    update(base, state[0], gradient, weights.count, step.rate, momentum, step.decay)
  }
}
