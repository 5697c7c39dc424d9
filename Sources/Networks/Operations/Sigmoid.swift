/// The logistic function: `y = 1 / (1 + e⁻ˣ)`.
public struct Sigmoid: ElementwiseOperation, PlainOperation {
  /// `sigmoid`.
  public static let kind = "sigmoid"
  /// 12.
  public static let code: UInt8 = 12

  /// A logistic function.
  public init() {}

  func value(_ x: Double) -> Double { Elementary.logistic(x) }

  func derivative(_ x: Double) -> Double {
    // 1 - σ(x) would lose its digits where σ is close to 1.
    Elementary.logistic(x) * Elementary.logistic(-x)
  }
}
