import Synchronization

/// Where a long command tells how far it is. Shells decide what to show of it.
public protocol ProgressReporter: Sendable {
  /// A long command stands here.
  func report(_ progress: Progress)
}

/// Where a long command stands.
public struct Progress: Sendable {
  /// What runs, such as `train`.
  public var activity: String
  /// The stage, such as `epoch 3 of 12`.
  public var stage: String
  /// Share that is done, 0 … 1.
  public var fraction: Double
  /// Figures worth watching, such as `loss 0.031`, in order.
  public var figures: [String]
  /// Seconds since it began.
  public var seconds: Double
  /// A line worth keeping in a log, such as the result of an epoch, if there is one now.
  public var milestone: String?
  /// Whether this is the last report.
  public var isFinished: Bool

  /// A report.
  public init(
    activity: String, stage: String, fraction: Double, figures: [String] = [], seconds: Double,
    milestone: String? = nil, isFinished: Bool = false
  ) {
    self.activity = activity
    self.stage = stage
    self.fraction = fraction
    self.figures = figures
    self.seconds = seconds
    self.milestone = milestone
    self.isFinished = isFinished
  }

  /// Seconds that are left at the pace so far, if that can be told.
  public var secondsLeft: Double? {
    guard fraction > 0.005, fraction <= 1 else { return nil }
    return seconds * (1 - fraction) / fraction
  }
}

/// Shows nothing.
public struct SilentProgress: ProgressReporter {
  /// A reporter that shows nothing.
  public init() {}

  /// Does nothing.
  public func report(_ progress: Progress) {}
}

/// Tells a running command to stop. Safe to raise from a signal handler.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Not raised.
  public init() {}

  /// Whether the running command should stop.
  public var isRaised: Bool { flag.load(ordering: .relaxed) }

  /// Asks the running command to stop.
  public func raise() { flag.store(true, ordering: .relaxed) }

  /// Ready for the next command.
  public func reset() { flag.store(false, ordering: .relaxed) }
}
