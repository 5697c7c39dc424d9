import Networks

/// An operation made ready for a number of rows and bound to its memory.
package protocol LoweredOperation: AnyObject {
  /// Where the result goes.
  var output: Activation { get }
  /// Computes the output from inputs and parameters.
  func forward() throws(TrainingError)
  /// Computes gradients of inputs (where wanted) and parameters from the output's gradient.
  func backward() throws(TrainingError)
}

/// An operation that runs on oneDNN.
package protocol OneDNNLowerable: Networks.Operation {
  /// Whether backward reads the result, which readers then must not overwrite.
  static var needsOutput: Bool { get }
  /// Whether backward adds to an input's gradient where `Activation.accumulates` says so.
  static var accumulatesGradients: Bool { get }
  /// Whether the operation can end in a rectifier: `LoweringSite.endsInReLU` says that it shall.
  static var canEndInReLU: Bool { get }
  /// Whether the result may be the input's own memory.
  static var isView: Bool { get }
  /// The operation, ready to run.
  func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation
}

extension OneDNNLowerable {
  package static var needsOutput: Bool { false }
  package static var accumulatesGradients: Bool { false }
  package static var canEndInReLU: Bool { false }
  package static var isView: Bool { false }
}

/// Which operations can run fast; a test compares it with `Operations.all`.
package enum LoweringCoverage {
  /// Kinds of the operations without a lowering.
  package static var missing: [String] {
    Operations.all.filter { !($0 is any OneDNNLowerable.Type) }.map { $0.kind }
  }
}
