/// The sigmoid linear unit, also called swish: `y = x / (1 + e⁻ˣ)` (Elfwing et al., 2018).
public struct SiLU: ElementwiseOperation, PlainOperation {
  /// `silu`.
  public static let kind = "silu"
  /// 16.
  public static let code: UInt8 = 16

  /// A sigmoid linear unit.
  public init() {}

  func value(_ x: Double) -> Double { x * Elementary.logistic(x) }

  func derivative(_ x: Double) -> Double {
    Elementary.logistic(x) * (1 + x * Elementary.logistic(-x))
  }
}
