import Bytes
import Tensors

/// How the values of a parameter that is neither pruned nor shared are stored.
enum PlainStorage: UInt8, Sendable {
  case float32 = 1
  case float16 = 2
  case eightBits = 3

  /// What stands in the place of a form where there are no values.
  static let elsewhere: UInt8 = 0

  /// The narrowest form that is asked for and takes the values without making them larger or infinite.
  init(_ precision: PlainPrecision, for tensor: Tensor) {
    switch precision {
    case .float32: self = .float32
    case .float16: self = PlainStorage.fitsFloat16(tensor) ? .float16 : .float32
    case .eightBits:
      // The two ends of the range take the space of two values.
      let bytes = PlainStorage.eightBits.byteCount(tensor.count) ?? .max
      self = bytes < 4 * tensor.count ? .eightBits : .float32
    }
  }

  /// Whether no value becomes infinite.
  private static func fitsFloat16(_ tensor: Tensor) -> Bool {
    tensor.withUnsafeBufferPointer { $0.allSatisfy { Float16($0).isFinite } }
  }

  /// Bytes of so many values; nil if they are more than can be counted.
  func byteCount(_ count: Int) -> Int? {
    let (product, overflow) = count.multipliedReportingOverflow(by: width)
    guard !overflow else { return nil }
    let (sum, overflows) = product.addingReportingOverflow(self == .eightBits ? 8 : 0)
    return overflows ? nil : sum
  }

  private var width: Int {
    switch self {
    case .float32: 4
    case .float16: 2
    case .eightBits: 1
    }
  }

  /// Writes values, finite ones.
  func write(_ tensor: Tensor, to writer: inout ByteWriter) {
    switch self {
    case .float32: writer.write(floats: tensor.values)
    case .float16: for value in tensor.values { writer.write(Float16(value).bitPattern) }
    case .eightBits:
      let values = tensor.values
      let range = LinearRange(low: values.min() ?? 0, high: values.max() ?? 0)
      writer.write(range.low)
      writer.write(range.high)
      for value in values { writer.write(range.step(nearest: value)) }
    }
  }
}

/// The 256 values of a parameter of 8 bits.
package struct LinearRange {
  /// The least value.
  package let low: Float
  /// The largest value.
  package let high: Float

  /// The range between two finite values.
  package init(low: Float, high: Float) {
    self.low = low
    self.high = high
  }

  /// The value of a step.
  package func value(_ step: UInt8) -> Float {
    Float(Double(low) + (Double(high) - Double(low)) * Double(step) / 255)
  }

  /// The step whose value is nearest.
  package func step(nearest value: Float) -> UInt8 {
    let width = Double(high) - Double(low)
    guard width > 0 else { return 0 }
    return UInt8(((Double(value) - Double(low)) / width * 255).rounded())
  }
}
