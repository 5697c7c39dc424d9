import CKernels

/// Stochastic gradient descent with momentum (Polyak, 1964): `v ← μ v + g`, `w ← w − η v`.
public struct SGD: Optimizer {
  /// `sgd`.
  public static let name = "sgd"
  /// 0.1.
  public static let defaultLearningRate = 0.1
  /// The last step.
  public let stateCount = 1
  private let momentum: Float

  /// Takes `momentum` from the settings.
  public init(_ settings: OptimizerSettings) { momentum = settings.momentum }

  /// One step.
  public func update(
    _ weights: UnsafeMutableBufferPointer<Float>, state: [UnsafeMutablePointer<Float>],
    gradient: UnsafePointer<Float>, step: OptimizerStep
  ) {
    guard let base = weights.baseAddress else { return }
    dcsh_sgd(base, state[0], gradient, weights.count, step.rate, momentum, step.decay)
  }
}
