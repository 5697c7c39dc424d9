import Glibc
import Tensors

/// Mixtures of two examples and their targets instead of examples (Zhang et al., 2018):
/// `λ x + (1 − λ) x'` with `λ` from the Beta distribution `Beta(α, α)`, drawn for each example.
public struct Mixup: Hashable, Sendable {
  /// How much is mixed: 0 for not at all, 0.2 for mostly a little, 1 for all mixtures equally
  /// likely.
  public var alpha: Double

  /// No mixtures.
  public static let none = Mixup(alpha: 0)

  /// Mixtures with this `α`.
  public init(alpha: Double) { self.alpha = alpha }

  /// Whether examples stay as they are.
  public var isNone: Bool { !(alpha > 0) }

  /// Refuses what is no parameter of a Beta distribution.
  /// - Throws: `TrainingError.invalid` if `alpha` is negative or not finite.
  package func requireValid() throws(TrainingError) {
    guard alpha >= 0, alpha.isFinite else {
      throw .invalid("examples cannot be mixed with an alpha of \(alpha), only of 0 or more")
    }
  }

  /// Partners for the examples of a minibatch: a random permutation of them, and a weight for each.
  ///
  /// The example's own weight is the larger one of `λ` and `1 − λ`, which gives the same mixtures.
  /// - Parameters:
  ///   - count: number of examples in the minibatch.
  ///   - random: nothing is drawn if nothing is mixed.
  /// - Returns: one for each example; itself with weight 1 if nothing is mixed.
  public func draw(count: Int, using random: inout RandomSource) -> [MixupPartner] {
    guard count > 0 else { return [] }
    guard !isNone else { return (0..<count).map { MixupPartner(position: $0, weight: 1) } }
    var order = Array(0..<count)
    random.shuffle(&order)
    return order.map { position in
      let share = beta(&random)
      return MixupPartner(position: position, weight: Float(max(share, 1 - share)))
    }
  }

  /// A number from `Beta(α, α)`, 0 … 1.
  package func beta(_ random: inout RandomSource) -> Double {
    func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
    if alpha >= 1 {
      // Ulrich (1984); see Devroye, Non-Uniform Random Variate Generation, chapter IX.3.
      let radius = (1 - pow(uniform(), 2 / (2 * alpha - 1))).squareRoot()
      return 0.5 + 0.5 * radius * cos(2 * Double.pi * uniform())
    }
    // Jöhnk (1964). More than half of all pairs are taken, as α is below 1.
    while true {
      let (first, second) = (uniform(), uniform())
      guard first > 0, second > 0 else { continue }
      let (x, y) = (pow(first, 1 / alpha), pow(second, 1 / alpha))
      if x + y > 1 { continue }
      if x + y > 0 { return x / (x + y) }
      // Both are too small for a number; their proportion is not.
      return 1 / (1 + exp((log(second) - log(first)) / alpha))
    }
  }
}

/// With what an example is mixed.
public struct MixupPartner: Hashable, Sendable {
  /// Position of the other example in the minibatch.
  public let position: Int
  /// Weight of the example itself, ½ … 1; the other one has what is missing to 1.
  public let weight: Float

  /// A partner.
  public init(position: Int, weight: Float) {
    self.position = position
    self.weight = weight
  }
}
