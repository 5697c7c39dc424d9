/// Notices that a loss has stopped falling: after `patience` epochs in a row without a new minimum
/// it counts one drop of the learning rate and starts to wait anew.
public struct PlateauWatch: Hashable, Sendable {
  /// Epochs without a new minimum after which the rate drops; at least 1.
  public let patience: Int
  /// The smallest loss so far; infinite before the first.
  public private(set) var bestLoss = Double.infinity
  /// Epochs since the smallest loss, or since the last drop.
  public private(set) var badEpochs = 0
  /// How often the rate has dropped.
  public private(set) var drops = 0

  /// A watch that has seen nothing.
  /// - Parameter patience: epochs; below 1 counts as 1.
  public init(patience: Int) { self.patience = max(1, patience) }

  /// A watch for a schedule, if it has a plateau.
  public init?(_ schedule: Schedule) {
    guard case .plateau(let patience, _) = schedule.shape else { return nil }
    self.init(patience: patience)
  }

  /// Takes in the loss after an epoch; what is no number counts as no new minimum.
  public mutating func observe(loss: Double) {
    if loss < bestLoss {
      bestLoss = loss
      badEpochs = 0
      return
    }
    badEpochs += 1
    if badEpochs >= patience {
      badEpochs = 0
      drops += 1
    }
  }
}
