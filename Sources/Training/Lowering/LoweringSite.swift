import CKernels
import COneDNN
import Networks
import Tensors

/// Everything that a node's fast form is made from: its inputs, memory for its output, its
/// parameters.
package final class LoweringSite {
  /// The node.
  let node: Node
  /// Number of examples.
  let rows: Int
  /// Whether batch statistics are used and elements are dropped.
  let isTraining: Bool
  /// Whether the result shall be max(result, 0): the rectifier after it then does nothing.
  let endsInReLU: Bool
  /// The inputs, in whatever layout they come.
  let inputs: [Activation]
  /// Whether gradients of what comes before, or of the node's own parameters, are wanted.
  let learns: Bool
  let context: OneDNNContext
  /// The node's parameters: values and, where they are trained, gradients.
  let parameters: [LoweredParameter]
  /// For each row, where random numbers of this step come from.
  let rowSeeds: UnsafeMutablePointer<UInt64>
  /// The node's number in its graph.
  let index: Int
  /// Where gradients of large dense layers are put off to; nil if there is no such place.
  let tape: GradientTape.Entry?
  let prepared: PreparedWeights
  /// Where this node's gradients go; nil if only results are wanted.
  let target: GradientTarget?
  private let builder: ExecutorBuilder

  init(
    _ builder: ExecutorBuilder, index: Int, inputs: [Activation], parameters: [LoweredParameter],
    endsInReLU: Bool
  ) {
    self.builder = builder
    self.index = index
    self.inputs = inputs
    self.parameters = parameters
    self.endsInReLU = endsInReLU
    node = builder.graph.nodes[index]
    rows = builder.rows
    isTraining = builder.isTraining(index)
    learns = builder.learns(index)
    context = builder.context
    rowSeeds = builder.rowSeeds
    prepared = builder.prepared
    target = builder.target
    tape = builder.tape?.entry(for: index)
  }

  /// The only input, in whatever layout it comes.
  func single() throws(TrainingError) -> Activation {
    guard inputs.count == 1 else { throw .invalid("\(node.name): the one input is missing") }
    return inputs[0]
  }

  /// An input row-major.
  func plain(_ input: Int = 0) throws(TrainingError) -> Activation {
    try self.input(input, as: try .plain([rows] + inputs[input].shape.dimensions))
  }

  /// An input in a layout that the operation wants; reordered where it comes in another.
  func input(_ input: Int, as layout: OneDNNLayout) throws(TrainingError) -> Activation {
    try builder.reordered(inputs[input], to: layout, before: index)
  }

  /// Room for the output.
  /// - Parameter layout: nil for row-major.
  func makeOutput(_ layout: OneDNNLayout? = nil) throws(TrainingError) -> Activation {
    let shape = node.outputShape
    let plain = try OneDNNLayout.plain([rows] + shape.dimensions)
    let layout = layout ?? plain
    return try Activation(
      shape: shape, rows: rows, layout: layout,
      values: builder.memory(count: layout.count, for: index),
      gradient: learns ? ActivationMemory(count: layout.count) : nil, in: context)
  }

  /// The extents of the output, rows included.
  var outputExtents: [Int] { [rows] + node.outputShape.dimensions }

  /// Whether the output may take an input's place: nobody else reads it, and who made it does not
  /// need it any more.
  func mayOverwrite(_ input: Int) -> Bool { builder.mayOverwrite(node.inputs[input]) }

  /// The values of a parameter in a layout that the operation wants; reordered once a step.
  func weights(
    _ parameter: Int, extents: [Int], as layout: OneDNNLayout
  ) throws(TrainingError) -> OneDNNMemory {
    try prepared.memory(parameters[parameter], extents: extents, as: layout)
  }
}

/// A parameter of a node: where its values are and where its gradient goes.
struct LoweredParameter {
  let entry: ParameterLayout.Entry
  /// Row-major.
  let values: UnsafeMutablePointer<Float>
  /// Nil if it is frozen, or only results are wanted, or its gradient is put off.
  let gradient: ParameterGradient?
}

/// Where an executor puts gradients: another block of memory for each shard.
final class GradientTarget {
  /// The running shard's memory; until `isPlaced` nothing may be written there.
  var base: UnsafeMutablePointer<Float> { didSet { isPlaced = true } }
  /// Whether anybody has said where gradients go.
  private(set) var isPlaced = false
  /// Whether to add to what is there: not the shard's first rows.
  var accumulates = false
  /// Position of the first example in the minibatch.
  var firstRow = 0

  init(_ base: UnsafeMutablePointer<Float>) { self.base = base }
}

/// The place of one parameter's gradient.
struct ParameterGradient {
  let target: GradientTarget
  let offset: Int
  let count: Int

  /// Row-major, as the parameter.
  var base: UnsafeMutablePointer<Float> { target.base + offset }
  var accumulates: Bool { target.accumulates }
}

extension ParameterGradient {
  /// A run of it.
  func part(at start: Int, count: Int) -> ParameterGradient {
    ParameterGradient(target: target, offset: offset + start, count: count)
  }

  /// Takes over what was computed elsewhere, or adds it.
  func take(_ values: UnsafePointer<Float>) {
    if accumulates {
      dcsh_add(values, base, count)
    } else {
      base.update(from: values, count: count)
    }
  }
}
