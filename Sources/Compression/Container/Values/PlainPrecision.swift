/// How precisely biases, norms and other plain parameters are stored.
///
/// Weights that are neither pruned nor shared are stored as float32 in any case.
public enum PlainPrecision: String, CaseIterable, Sendable {
  /// Bit for bit.
  case float32
  /// Rounded to float16; a parameter with larger values than that has stays float32.
  case float16
  /// The nearest of 256 values that lie evenly between the least and the largest of the parameter.
  case eightBits = "8bit"
}
