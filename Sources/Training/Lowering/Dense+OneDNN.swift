import CKernels
import COneDNN
import Networks

extension Dense: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredDense(self, site)
  }
}

/// A dense layer as matrix products on the row-major weight [outputs, inputs].
///
/// The plain layout is used as it is: at these widths a product with it runs as fast as with one of
/// oneDNN's own layouts, and nothing has to be reordered after each step.
private final class LoweredDense: LoweredOperation {
  let output: Activation
  private let input: Activation
  private let rows: Int
  private let inputs: Int
  private let outputs: Int
  private let weight: LoweredParameter
  private let bias: LoweredParameter?
  private let tape: GradientTape.Entry?
  private let target: GradientTarget?

  init(_ layer: Dense, _ site: LoweringSite) throws(TrainingError) {
    guard let weight = site.parameters.first else {
      throw .invalid("\(site.node.name): the layer lacks parameters")
    }
    rows = site.rows
    inputs = layer.inputs
    outputs = layer.outputs
    input = try site.plain()
    output = try site.makeOutput()
    self.weight = weight
    bias = site.parameters.dropFirst().first
    tape = site.tape
    target = site.target
  }

  func forward() throws(TrainingError) {
    if let bias {
      for row in 0..<rows {
        (output.values + row * outputs).update(from: bias.values, count: outputs)
      }
    }
    // y = x Wᵀ + y
    try OneDNN.product(
      rows, outputs, inputs, input.values, .rows(inputs), weight.values, .columns(inputs),
      into: output.values, adding: bias != nil)
  }

  func backward() throws(TrainingError) {
    guard let dy = output.gradient else { return }
    if let tape, let target {
      (tape.x.base + target.firstRow * inputs).update(from: input.values, count: rows * inputs)
      (tape.dy.base + target.firstRow * outputs).update(from: dy, count: rows * outputs)
    } else if let gradient = weight.gradient {
      // dW = dyᵀ x
      try OneDNN.product(
        outputs, inputs, rows, dy, .columns(outputs), input.values, .rows(inputs),
        into: gradient.base, adding: gradient.accumulates)
    }
    if let gradient = bias?.gradient {
      let base = gradient.base
      if gradient.accumulates {
        dcsh_add(dy, base, outputs)
      } else {
        base.update(from: dy, count: outputs)
      }
      for row in 1..<max(1, rows) { dcsh_add(dy + row * outputs, base, outputs) }
    }
    if let dx = input.gradient {
      // dx = dy W
      try OneDNN.product(
        rows, inputs, outputs, dy, .rows(outputs), weight.values, .rows(inputs), into: dx,
        adding: false)
    }
  }
}
