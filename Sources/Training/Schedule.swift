import Glibc

/// How the learning rate changes over a training.
public enum Schedule: String, CaseIterable, Sendable {
  /// The same rate all the time.
  case constant
  /// Half a cosine wave from the full rate to 0 (Loshchilov and Hutter, 2017, equation 5,
  /// without restarts), changed after every step.
  case cosine

  /// The factor on the learning rate.
  /// - Parameters:
  ///   - step: number of the step, from 0.
  ///   - steps: number of steps of the whole training.
  public func factor(step: Int, of steps: Int) -> Double {
    switch self {
    case .constant: 1
    case .cosine: 0.5 * (1 + cos(Double.pi * Double(step) / Double(max(1, steps))))
    }
  }
}
