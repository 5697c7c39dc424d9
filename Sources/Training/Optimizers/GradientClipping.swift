/// Keeps the norm of the whole gradient below a limit (Pascanu et al., 2013): a longer one is
/// shortened and keeps its direction.
public struct GradientClipping: Hashable, Sendable {
  /// The largest Euclidean norm of all gradients together.
  public let maximumNorm: Double

  /// A limit.
  public init(maximumNorm: Double) { self.maximumNorm = maximumNorm }

  /// Refuses what is no limit.
  /// - Throws: `TrainingError.invalid` if the norm is not above 0 or not finite.
  package func requireValid() throws(TrainingError) {
    guard maximumNorm > 0, maximumNorm.isFinite else {
      throw .invalid("gradients cannot be limited to a norm of \(maximumNorm)")
    }
  }

  /// What the gradient is multiplied by: 1 or less.
  ///
  /// 1 too for a norm that is no finite number: nothing is hidden from who looks for it.
  /// - Parameter norm: Euclidean norm of all gradients together.
  public func factor(norm: Double) -> Float {
    guard norm > maximumNorm, norm.isFinite else { return 1 }
    return Float(maximumNorm / norm)
  }
}
