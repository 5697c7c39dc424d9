/// How weights follow their gradients.
///
/// One file each and one line in `Optimizers.all`. Updates are elementwise: pieces of a parameter
/// may be updated on several threads.
public protocol Optimizer: Sendable {
  /// The name by which it is chosen, such as `sgd`.
  static var name: String { get }
  /// Learning rate if none is given.
  static var defaultLearningRate: Double { get }

  /// An optimizer.
  init(_ settings: OptimizerSettings)

  /// Number of floats that it remembers for each weight.
  var stateCount: Int { get }

  /// Changes weights by one step.
  /// - Parameters:
  ///   - weights: a run of a parameter's values.
  ///   - state: what it remembers of them, `stateCount` runs, zero at first.
  ///   - gradient: of the loss with respect to the weights.
  ///   - step: rate, decay and number of the step.
  func update(
    _ weights: UnsafeMutableBufferPointer<Float>, state: [UnsafeMutablePointer<Float>],
    gradient: UnsafePointer<Float>, step: OptimizerStep)
}

/// What is chosen of an optimizer beyond its kind.
public struct OptimizerSettings: Hashable, Sendable {
  /// Share of the last step that is repeated (SGD).
  public var momentum: Float
  /// Decay rates of the two moments (Adam).
  public var beta1: Float
  /// Decay rate of the second moment (Adam).
  public var beta2: Float
  /// Keeps Adam's denominator from being 0.
  public var epsilon: Float
  /// Whether the momentum looks ahead (SGD; Nesterov's form).
  public var nesterov: Bool

  /// Settings; the defaults are the usual ones.
  public init(
    momentum: Float = 0.9, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8,
    nesterov: Bool = false
  ) {
    self.momentum = momentum
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.nesterov = nesterov
  }

  /// Refuses numbers that make no optimizer, whether or not the chosen one looks at them.
  /// - Throws: `TrainingError.invalid` if the momentum is outside 0 … 1, a decay rate outside
  ///   0 ..< 1, or epsilon not above 0 or not finite.
  package func requireValid() throws(TrainingError) {
    guard momentum >= 0, momentum <= 1 else {
      throw .invalid("a momentum of \(momentum) is not possible, only 0 to 1")
    }
    for beta in [beta1, beta2] where !(beta >= 0 && beta < 1) {
      throw .invalid("a moment cannot decay at a rate of \(beta), only of 0 to below 1")
    }
    guard epsilon > 0, epsilon.isFinite else {
      throw .invalid("an epsilon of \(epsilon) is not possible, only one above 0")
    }
  }
}

/// One step of an optimizer.
public struct OptimizerStep: Hashable, Sendable {
  /// Learning rate of this step.
  public let rate: Float
  /// Weight decay: what is added to the gradient for each unit of weight (SGD, Adam), or taken off
  /// the weight times the rate (AdamW).
  public let decay: Float
  /// Number of the step, from 1.
  public let number: Int

  /// A step.
  public init(rate: Float, decay: Float, number: Int) {
    self.rate = rate
    self.decay = decay
    self.number = number
  }
}

/// The one list of optimizers.
public enum Optimizers {
  /// All of them.
  public static let all: [any Optimizer.Type] = [SGD.self, Adam.self, AdamW.self]

  /// The optimizer of this name, if there is one.
  public static func named(_ name: String) -> (any Optimizer.Type)? {
    all.first { $0.name == name }
  }
}
