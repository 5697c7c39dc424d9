/// How the adaptive coders see a layer.
enum AdaptiveMode: UInt8 {
  /// One estimate for each bit, chosen by a few contexts: fast.
  case contexts = 0
  /// Eight opinions for each bit, mixed: small, for layers that are not large.
  case mixed = 1

  /// The largest layer for which encoders try to mix, in weights.
  static let largestMixed = 1 << 20
}
