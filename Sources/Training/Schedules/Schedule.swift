import Glibc

/// How the learning rate changes over a training: a shape, and a warm-up before it.
public struct Schedule: Hashable, Sendable {
  /// What the rate does after the warm-up.
  public enum Shape: Hashable, Sendable {
    /// The same rate all the time.
    case constant
    /// Half a cosine wave from the full rate to 0 (Loshchilov and Hutter, 2017, equation 5,
    /// without restarts), changed after every step, over all steps that follow the warm-up.
    case cosine
    /// The rate is multiplied by `factor` after every `every` epochs, which need not be whole.
    case step(every: Double, factor: Double)
    /// The rate is multiplied by `factor` whenever the validation loss had no new minimum for
    /// `patience` epochs; see `PlateauWatch`.
    case plateau(patience: Int, factor: Double)

    /// The name of the shape without its numbers, one of `Schedule.names`.
    public var name: String {
      switch self {
      case .constant: "constant"
      case .cosine: "cosine"
      case .step: "step"
      case .plateau: "plateau"
      }
    }
  }

  /// What the rate does after the warm-up.
  public var shape: Shape
  /// Epochs, not necessarily whole, in which the rate grows linearly from 0 to what the shape says
  /// (Goyal et al., 2017); the first step is already larger than 0.
  public var warmup: Double

  /// The same rate all the time.
  public static let constant = Schedule(.constant)
  /// Half a cosine wave over the whole training.
  public static let cosine = Schedule(.cosine)
  /// The names of all shapes.
  public static let names = ["constant", "cosine", "step", "plateau"]

  /// A schedule.
  /// - Parameter warmup: epochs of warm-up.
  public init(_ shape: Shape, warmup: Double = 0) {
    self.shape = shape
    self.warmup = warmup
  }

  /// The factor on the learning rate.
  public func factor(_ time: ScheduleTime) -> Double {
    let stepsPerEpoch = Double(max(1, time.stepsPerEpoch))
    let warmupSteps = warmup > 0 ? warmup * stepsPerEpoch : 0
    let step = Double(time.step)
    let growth = step < warmupSteps ? min(1, (step + 1) / warmupSteps) : 1
    switch shape {
    case .constant:
      return growth
    case .cosine:
      let (product, overflow) = time.stepsPerEpoch.multipliedReportingOverflow(by: time.epochs)
      let rest = max(1, Double(overflow ? .max : product) - warmupSteps)
      let position = min(rest, max(0, step - warmupSteps))
      return growth * (0.5 * (1 + cos(Double.pi * position / rest)))
    case .step(let every, let factor):
      guard every > 0 else { return growth }
      // Far beyond what any factor below 1 needs to reach 0, and within the integers.
      let drops = min(1e6, (step / (every * stepsPerEpoch)).rounded(.down))
      return growth * (drops >= 1 ? Adam.power(factor, Int(drops)) : 1)
    case .plateau(_, let factor):
      return growth * Adam.power(factor, time.drops)
    }
  }

  /// Refuses numbers that make no schedule.
  /// - Throws: `TrainingError.invalid` if the warm-up is negative, epochs or patience are not above
  ///   0, a factor is outside 0 … 1, or a number is not finite.
  package func requireValid() throws(TrainingError) {
    guard warmup >= 0, warmup.isFinite else {
      throw .invalid("a warm-up of \(warmup) epochs is not possible")
    }
    switch shape {
    case .constant, .cosine:
      return
    case .step(let every, let factor):
      guard every > 0, every.isFinite else {
        throw .invalid("the rate cannot change every \(every) epochs")
      }
      try Schedule.requireFactor(factor)
    case .plateau(let patience, let factor):
      guard patience > 0 else {
        throw .invalid("a patience of \(patience) epochs is not possible, only 1 or more")
      }
      try Schedule.requireFactor(factor)
    }
  }

  private static func requireFactor(_ factor: Double) throws(TrainingError) {
    guard factor > 0, factor <= 1 else {
      throw .invalid("a factor of \(factor) on the learning rate is not between 0 and 1")
    }
  }
}

/// Where a training stands when its rate is asked for.
public struct ScheduleTime: Hashable, Sendable {
  /// Number of the step in the whole training, from 0.
  public var step: Int
  /// Steps in an epoch.
  public var stepsPerEpoch: Int
  /// Epochs of the whole training.
  public var epochs: Int
  /// How often the loss stopped falling so far; see `PlateauWatch`.
  public var drops: Int

  /// A time.
  public init(step: Int, stepsPerEpoch: Int, epochs: Int, drops: Int = 0) {
    self.step = step
    self.stepsPerEpoch = stepsPerEpoch
    self.epochs = epochs
    self.drops = drops
  }
}
