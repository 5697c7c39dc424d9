/// What the loss compares a network's answers with, beyond the labels.
public struct LossOptions: Hashable, Sendable {
  /// Share of the target that is spread evenly over all classes (Szegedy et al., 2016, section 7).
  public var labelSmoothing: Double
  /// How a teacher's answers count; nil if there is none.
  public var distillation: Distillation?

  /// Labels as they are.
  public static let plain = LossOptions()

  /// Options; the defaults are labels as they are.
  public init(labelSmoothing: Double = 0, distillation: Distillation? = nil) {
    self.labelSmoothing = labelSmoothing
    self.distillation = distillation
  }

  /// Refuses numbers that make no loss.
  /// - Throws: `TrainingError.invalid` if the smoothing is outside 0 ..< 1, the temperature
  ///   outside `Distillation.temperatures`, or the weight outside 0 … 1.
  package func requireValid() throws(TrainingError) {
    guard labelSmoothing >= 0, labelSmoothing < 1 else {
      throw .invalid("labels cannot be smoothed by \(labelSmoothing), only by 0 to below 1")
    }
    try distillation?.requireValid()
  }
}

/// Learning from a teacher (Hinton et al., 2015): a share of the loss is the distance between both
/// networks' answers, softened by a temperature.
public struct Distillation: Hashable, Sendable {
  /// What logits are divided by before the softmax; above 1 small probabilities count more.
  public var temperature: Double
  /// Share of the teacher in the loss, 0 … 1; the targets have the rest.
  public var weight: Double

  /// A distillation.
  public init(temperature: Double = 4, weight: Double = 0.7) {
    self.temperature = temperature
    self.weight = weight
  }

  /// The temperatures that make sense: far above the largest all answers are alike in single
  /// precision, far below the smallest only the largest logit counts.
  public static let temperatures = 0.01...1000.0

  /// Refuses numbers that make no loss.
  func requireValid() throws(TrainingError) {
    guard Distillation.temperatures.contains(temperature) else {
      throw .invalid("a temperature of \(temperature) is not possible, only one of 0.01 to 1000")
    }
    guard weight >= 0, weight <= 1 else {
      throw .invalid("a teacher cannot have the share \(weight) of the loss, only 0 to 1")
    }
  }
}
