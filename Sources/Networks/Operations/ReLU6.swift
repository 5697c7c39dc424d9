/// The rectifier that is cut off at 6: `y = min(max(x, 0), 6)` (Howard et al., 2017).
public struct ReLU6: ElementwiseOperation, PlainOperation {
  /// `relu6`.
  public static let kind = "relu6"
  /// 11.
  public static let code: UInt8 = 11

  /// A rectifier.
  public init() {}

  func value(_ x: Double) -> Double { x > 0 ? min(x, 6) : 0 }

  func derivative(_ x: Double) -> Double { x > 0 && x < 6 ? 1 : 0 }
}
