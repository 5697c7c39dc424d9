import Networks
import Tensors

/// Activations of a shard and, in training, the gradient with respect to them.
package struct Activation {
  /// Extents for one example.
  package let shape: Shape
  /// [rows, shape].
  package let values: UnsafeMutablePointer<Float>
  /// As `values`; nil where nothing before it learns.
  package let gradient: UnsafeMutablePointer<Float>?
}

/// Everything that a lowered operation reads and writes: fixed when it is made.
package struct OperationBinding {
  package let rows: Int
  package let inputs: [Activation]
  package let output: Activation
  /// Parameter values, as the operation's slots list them.
  let parameters: [UnsafeMutablePointer<Float>]
  /// Gradients of the parameters; empty where only the result is wanted.
  let parameterGradients: [UnsafeMutablePointer<Float>]
  let context: OneDNNContext

  /// The only input.
  func single() throws(TrainingError) -> Activation {
    guard inputs.count == 1 else { throw .invalid("an operation lacks its one input") }
    return inputs[0]
  }
}

/// An operation made ready for a number of rows and bound to its memory.
package protocol LoweredOperation: AnyObject {
  /// Computes the output from inputs and parameters.
  func forward() throws(TrainingError)
  /// Computes gradients of inputs (where wanted) and parameters from the output's gradient.
  func backward() throws(TrainingError)
}

/// An operation that runs on oneDNN.
package protocol OneDNNLowerable: Networks.Operation {
  /// Whether the result is the same numbers as the input, which may then share memory with it.
  static var isView: Bool { get }
  /// The operation, ready to run.
  func lowered(_ binding: OperationBinding) throws(TrainingError) -> any LoweredOperation
}

extension OneDNNLowerable {
  package static var isView: Bool { false }
}

/// Which operations can run fast; a test compares it with `Operations.all`.
package enum LoweringCoverage {
  /// Kinds of the operations without a lowering.
  package static var missing: [String] {
    Operations.all.filter { !($0 is any OneDNNLowerable.Type) }.map { $0.kind }
  }
}
