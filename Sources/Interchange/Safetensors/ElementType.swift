/// The element types of safetensors files, by the names that stand in them.
public enum ElementType: String, CaseIterable, Sendable {
  /// Truth values, a byte each.
  case bool = "BOOL"
  /// Unsigned bytes.
  case uint8 = "U8"
  /// Signed bytes.
  case int8 = "I8"
  /// Unsigned 16-bit numbers.
  case uint16 = "U16"
  /// Signed 16-bit numbers.
  case int16 = "I16"
  /// Unsigned 32-bit numbers.
  case uint32 = "U32"
  /// Signed 32-bit numbers.
  case int32 = "I32"
  /// Unsigned 64-bit numbers.
  case uint64 = "U64"
  /// Signed 64-bit numbers.
  case int64 = "I64"
  /// IEEE 754 binary16.
  case float16 = "F16"
  /// The upper half of a float32.
  case bfloat16 = "BF16"
  /// IEEE 754 binary32.
  case float32 = "F32"
  /// IEEE 754 binary64.
  case float64 = "F64"

  /// The bytes that an element takes, little-endian.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// The bytes that an array takes; `nil` if a dimension is negative or the product overflows.
  ///
  /// - Parameter shape: the dimensions; none for a single number.
  public func byteCount(shape: [Int]) -> Int? {
    var count = byteCount
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard dimension >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}
