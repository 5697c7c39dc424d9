import Networks
import Tensors
import Testing

/// Expects that an operation's gradients agree with central finite differences of its result.
///
/// The scalar is a weighted sum of the result, added up in double precision. Gradients of statistics
/// must be 0, whatever the differences say. Inputs must keep away from kinks by more than the step.
/// - Parameters:
///   - operation: what is tried.
///   - inputs: activations, each [batch, …].
///   - parameters: as `parameterSlots` lists them.
///   - mode: what the pass is for.
///   - step: how far each number is moved, up and down.
///   - tolerance: how far gradient and difference may be apart, as a share of the largest gradient
///     of the same tensor.
func expectGradients(
  of operation: any Networks.Operation, inputs: [Tensor], parameters: [Tensor] = [],
  mode: ExecutionMode = .inference, step: Float = 0x1p-8, tolerance: Double = 1e-3,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let check = try GradientCheck(operation, inputs, parameters, mode)
  let gradients = try operation.referenceGradients(
    inputs, parameters, gradient: check.weights, mode: mode)
  try #require(gradients.inputs.map(\.shape) == inputs.map(\.shape), sourceLocation: sourceLocation)
  try #require(
    gradients.parameters.map(\.shape) == parameters.map(\.shape), sourceLocation: sourceLocation)

  func compare(
    _ gradient: Tensor, _ what: String, _ moved: (_ index: Int, _ step: Float) -> GradientCheck
  ) throws {
    let scale = gradient.values.map { Double($0.magnitude) }.max() ?? 0
    #expect(
      scale > 0, "the gradient of \(what) is 0: the example shows nothing",
      sourceLocation: sourceLocation)
    for index in 0..<gradient.count {
      let difference = try moved(index, step).scalar() - moved(index, -step).scalar()
      let numeric = difference / Double(2 * step)
      #expect(
        abs(numeric - Double(gradient[index])) <= tolerance * scale,
        "\(what) at \(index): \(gradient[index]), but the difference is \(numeric)",
        sourceLocation: sourceLocation)
    }
  }

  let kind = type(of: operation).kind
  for number in inputs.indices {
    try compare(gradients.inputs[number], "input \(number) of \(kind)") { index, step in
      var moved = check
      moved.inputs[number] = inputs[number].adding(step, at: index)
      return moved
    }
  }
  for (number, slot) in operation.parameterSlots.enumerated() {
    guard slot.role.isTrained else {
      #expect(
        gradients.parameters[number].nonzeroCount == 0,
        "`\(slot.name)` of \(kind) is a statistic: no gradient may reach it",
        sourceLocation: sourceLocation)
      continue
    }
    try compare(gradients.parameters[number], "`\(slot.name)` of \(kind)") { index, step in
      var moved = check
      moved.parameters[number] = parameters[number].adding(step, at: index)
      return moved
    }
  }
}

/// An operation at a point, and the weights that turn its result into a scalar.
private struct GradientCheck {
  let operation: any Networks.Operation
  let mode: ExecutionMode
  var inputs: [Tensor]
  var parameters: [Tensor]
  let weights: Tensor

  init(
    _ operation: any Networks.Operation, _ inputs: [Tensor], _ parameters: [Tensor],
    _ mode: ExecutionMode
  ) throws {
    self.operation = operation
    self.mode = mode
    self.inputs = inputs
    self.parameters = parameters
    let result = try operation.reference(inputs, parameters, mode: mode)
    var random = RandomSource(seed: 7)
    weights = Tensor(drawn: result.shape, from: &random)
  }

  func scalar() throws -> Double {
    let result = try operation.reference(inputs, parameters, mode: mode)
    return (0..<result.count).reduce(0) { $0 + Double(weights[$1]) * Double(result[$1]) }
  }
}
