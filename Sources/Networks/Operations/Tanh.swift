/// The hyperbolic tangent.
public struct Tanh: ElementwiseOperation, PlainOperation {
  /// `tanh`.
  public static let kind = "tanh"
  /// 13.
  public static let code: UInt8 = 13

  /// A hyperbolic tangent.
  public init() {}

  func value(_ x: Double) -> Double { Elementary.tanh(x) }

  func derivative(_ x: Double) -> Double {
    let y = Elementary.tanh(x)
    return (1 - y) * (1 + y)
  }
}
