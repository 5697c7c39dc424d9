/// The rectifier that lets a little through: `y = x` above 0, `slope · x` elsewhere (Maas et al.,
/// 2013).
public struct LeakyReLU: ElementwiseOperation {
  /// `leakyrelu`.
  public static let kind = "leakyrelu"
  /// 10.
  public static let code: UInt8 = 10

  /// What a negative number is multiplied by.
  public let slope: Float

  /// A rectifier.
  /// - Throws: `NetworkError` if the slope is NaN or infinite.
  public init(slope: Float = 0.01) throws(NetworkError) {
    guard slope.isFinite else {
      throw NetworkError("the slope of `leakyrelu` is a finite number, not \(slope)")
    }
    self.slope = slope
  }

  /// The slope's bits.
  public var attributes: [Int] { [slope.attribute] }

  /// From the slope's bits.
  /// - Throws: `NetworkError` unless they are those of one finite number.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: LeakyReLU.kind, count: 1)
    try self.init(slope: try reader.float("slope"))
  }

  func value(_ x: Double) -> Double { x > 0 ? x : Double(slope) * x }

  func derivative(_ x: Double) -> Double { x > 0 ? 1 : Double(slope) }
}
