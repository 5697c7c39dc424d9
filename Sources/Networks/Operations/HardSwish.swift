/// The piecewise form of SiLU: `y = x · min(max(x + 3, 0), 6) / 6` (Howard et al., 2019).
public struct HardSwish: ElementwiseOperation, PlainOperation {
  /// `hardswish`.
  public static let kind = "hardswish"
  /// 17.
  public static let code: UInt8 = 17

  /// A hard swish.
  public init() {}

  func value(_ x: Double) -> Double { x * min(max(x + 3, 0), 6) / 6 }

  func derivative(_ x: Double) -> Double {
    if x <= -3 { return 0 }
    return x >= 3 ? 1 : (2 * x + 3) / 6
  }
}
