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
  var momentum = 0.9
  var isNesterov = false
  var decay = 0.0
  var clip: Double?

  /// Puts the choices into the options of a training.
  /// - Throws: `Diagnostic` if one does not apply.
  func apply(to options: inout TrainingOptions) throws(Diagnostic) {
    guard !isNesterov || choice == .sgd else {
      throw .inapplicable(
        "--nesterov", to: "--optimizer sgd", not: "--optimizer \(choice.rawValue)")
    }
    options.optimizer = choice.rawValue
    options.settings = OptimizerSettings(momentum: Float(momentum), nesterov: isNesterov)
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
        "learning rate; 0.01 for sgd and 0.001 for adam and adamw if not given", in: 0.0...),
      .option(
        \.training.optimizer.momentum, "momentum", "share of the last step that sgd repeats",
        in: 0.0...1.0),
      .flag(
        \.training.optimizer.isNesterov, "nesterov", "let the momentum of sgd look ahead"),
      .option(
        \.training.optimizer.decay, "decay",
        "weight decay of weights (not of biases): added to the gradient, or with adamw taken off the "
          + "weights", in: 0.0...),
      .option(
        \.training.optimizer.clip, "clip",
        "largest norm of the whole gradient; a longer one is shortened", in: 0.0...),
    ]
  }
}

extension Diagnostic {
  /// An option that says nothing under the others.
  /// - Parameters:
  ///   - option: the option.
  ///   - condition: what it belongs to.
  ///   - found: what was asked for instead; nil if nothing was.
  static func inapplicable(
    _ option: String, to condition: String, not found: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      "\(option) belongs to \(condition)" + (found.map { ", not to \($0)" } ?? ""),
      help: "leave \(option) out, or give \(condition)", kind: .usage)
  }
}
