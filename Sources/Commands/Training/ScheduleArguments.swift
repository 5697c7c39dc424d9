import DeepCompression
import Language
import Session

/// How the learning rate changes, by name.
enum ScheduleChoice: String, ArgumentEnum {
  case constant
  case cosine
  case step
  case plateau
}

/// How the learning rate changes.
struct ScheduleArguments: Sendable, Equatable {
  var shape = ScheduleChoice.cosine
  var every: Double?
  var factor: Double?
  var wait: PositiveInt?
  var warmup = 0.0

  static let usualFactor = 0.1
  static let usualWait: PositiveInt = 5

  /// Options of another shape.
  var mistakes: [ArgumentMistake] {
    var mistakes: [ArgumentMistake] = []
    func require(_ option: String, _ isGiven: Bool, _ shapes: [ScheduleChoice]) {
      guard isGiven, !shapes.contains(shape) else { return }
      let names = shapes.map(\.rawValue).joined(separator: " or ")
      mistakes.append(
        .inapplicable(option, to: "--schedule \(names)", not: shape.rawValue, by: "schedule"))
    }
    require("every", every != nil, [.step])
    require("factor", factor != nil, [.step, .plateau])
    require("wait", wait != nil, [.plateau])
    return mistakes
  }

  /// The schedule.
  /// - Parameter epochs: epochs of the whole training.
  func schedule(epochs: Int) -> Schedule {
    let factor = factor ?? Self.usualFactor
    switch shape {
    case .constant: return Schedule(.constant, warmup: warmup)
    case .cosine: return Schedule(.cosine, warmup: warmup)
    case .step:
      return Schedule(.step(every: every ?? Double(epochs) / 3, factor: factor), warmup: warmup)
    case .plateau:
      return Schedule(
        .plateau(patience: (wait ?? Self.usualWait).value, factor: factor), warmup: warmup)
    }
  }
}

extension TrainingCommand {
  /// The options of `ScheduleArguments`.
  static var scheduleParameters: [Parameter<Self>] {
    [
      .option(
        \.training.schedule.shape, "schedule",
        "how the learning rate changes: not at all; along a cosine to 0; by a factor after every so "
          + "many epochs; by a factor when the validation loss stops falling"),
      .option(
        \.training.schedule.every, "every",
        "epochs between two changes of step, not necessarily whole; a third of --epochs if not given",
        in: Above(0.0)),
      .option(
        \.training.schedule.factor, "factor",
        "what step and plateau multiply the rate with; 0.1 if not given", in: Above(0.0, upTo: 1.0)),
      .option(
        \.training.schedule.wait, "wait",
        "epochs without a smaller validation loss after which plateau changes the rate; 5 if not given"
      ),
      .option(
        \.training.schedule.warmup, "warmup",
        "epochs, not necessarily whole, in which the rate grows from 0", in: 0.0...),
    ]
  }
}
