/// The rectifier: `y = max(x, 0)`.
public struct ReLU: ElementwiseOperation, PlainOperation {
  /// `relu`.
  public static let kind = "relu"
  /// 3.
  public static let code: UInt8 = 3

  /// A rectifier.
  public init() {}

  func value(_ x: Double) -> Double { x > 0 ? x : 0 }

  func derivative(_ x: Double) -> Double { x > 0 ? 1 : 0 }
}
