import DeepCompression
import Language
import Session

/// An optimizer by name.
enum OptimizerChoice: String, ArgumentEnum {
  case sgd
  case adam
  case adamw
}

/// How weights follow their gradients.
struct OptimizerArguments: Sendable, Equatable {
  var choice = OptimizerChoice.sgd
  var rate: Double?
  var momentum: Double?
  var isNesterov = false
  var decay = 0.0
  var clip: Double?

  /// The largest rate and decay: single precision has no much larger numbers.
  static let largest = 1e30

  /// Only sgd has a momentum; the others keep moments of their own.
  var mistakes: [ArgumentMistake] {
    guard choice != .sgd else { return [] }
    let given = (momentum == nil ? [] : ["momentum"]) + (isNesterov ? ["nesterov"] : [])
    return given.map {
      .inapplicable($0, to: "--optimizer sgd", not: choice.rawValue, by: "optimizer")
    }
  }

  /// Puts the choices into the options of a training.
  func apply(to options: inout TrainingOptions) {
    options.optimizer = choice.rawValue
    options.settings = OptimizerSettings(nesterov: isNesterov)
    if let momentum { options.settings.momentum = Float(momentum) }
    options.learningRate = rate
    options.weightDecay = decay
    options.clipping = clip.map { GradientClipping(maximumNorm: $0) }
  }
}

extension TrainingCommand {
  /// The options of `OptimizerArguments`.
  static var optimizerParameters: [Parameter<Self>] {
    [
      .option(\.training.optimizer.choice, "optimizer", "how weights follow their gradients"),
      .option(
        \.training.optimizer.rate, "lr",
        "learning rate; 0.01 for sgd and 0.001 for adam and adamw if not given",
        in: 0.0...OptimizerArguments.largest),
      .option(
        \.training.optimizer.momentum, "momentum",
        "share of the last step that sgd repeats; 0.9 if not given", in: 0.0...1.0),
      .flag(
        \.training.optimizer.isNesterov, "nesterov", "let the momentum of sgd look ahead"),
      .option(
        \.training.optimizer.decay, "decay",
        "weight decay of weights (not of biases): added to the gradient, or with adamw taken off the "
          + "weights", in: 0.0...OptimizerArguments.largest),
      .option(
        \.training.optimizer.clip, "clip",
        "largest norm of the whole gradient; a longer one is shortened", in: Above(0.0)),
    ]
  }
}

extension ArgumentMistake {
  /// An option that says nothing under the others.
  /// - Parameters:
  ///   - option: the option's name.
  ///   - condition: what it belongs to.
  ///   - found: the option that decides it, with what was asked for instead; nil if it is missing.
  ///   - decision: the name of the option that decides it.
  static func inapplicable(
    _ option: String, to condition: String, not found: String? = nil, by decision: String
  ) -> ArgumentMistake {
    ArgumentMistake(
      "--\(option) belongs to \(condition)" + (found.map { ", not to --\(decision) \($0)" } ?? ""),
      at: option, with: [decision], help: "leave --\(option) out, or give \(condition)")
  }
}
