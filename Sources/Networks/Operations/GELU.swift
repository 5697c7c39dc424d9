/// The Gaussian error linear unit: `y = x Φ(x)` (Hendrycks and Gimpel, 2016).
public struct GELU: ElementwiseOperation {
  /// `gelu`.
  public static let kind = "gelu"
  /// 15.
  public static let code: UInt8 = 15

  /// How Φ, the normal distribution function, is computed.
  public enum Form: Int, CaseIterable, Hashable, Sendable {
    /// Exactly, by the error function.
    case erf = 0
    /// By the paper's approximation: `Φ(x) ≈ (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2`.
    case tanh = 1
  }

  /// How Φ is computed.
  public let form: Form

  /// A unit of either form.
  public init(form: Form) { self.form = form }

  /// 0 for the exact form, 1 for the approximation.
  public var attributes: [Int] { [form.rawValue] }

  /// From the form's number.
  /// - Throws: `NetworkError` unless it is one number, 0 or 1.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: GELU.kind, count: 1)
    self.init(form: try reader.flag("form") ? .tanh : .erf)
  }

  func value(_ x: Double) -> Double {
    switch form {
    case .erf: x * Elementary.normalDistribution(x)
    case .tanh: 0.5 * x * (1 + Elementary.tanh(inner(x)))
    }
  }

  func derivative(_ x: Double) -> Double {
    switch form {
    case .erf: return Elementary.normalDistribution(x) + x * Elementary.normalDensity(x)
    case .tanh:
      let y = Elementary.tanh(inner(x))
      let slope = (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
      return 0.5 * (1 + y) + 0.5 * x * (1 - y) * (1 + y) * slope
    }
  }

  private func inner(_ x: Double) -> Double {
    (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
  }
}
