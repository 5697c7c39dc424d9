import CKernels
import COneDNN
import Networks

extension Dense: OneDNNLowerable {
  package func lowered(_ binding: OperationBinding) throws(TrainingError) -> any LoweredOperation {
    try LoweredDense(self, binding)
  }
}

/// A dense layer as matrix products on the row-major weight [outputs, inputs].
///
/// The plain layout is used as it is: at these widths a product with it runs as fast as with one of
/// oneDNN's own layouts, and nothing has to be reordered after each step.
private final class LoweredDense: LoweredOperation {
  private let rows: Int
  private let inputs: Int
  private let outputs: Int
  private let input: Activation
  private let output: Activation
  private let weight: UnsafeMutablePointer<Float>
  private let bias: UnsafeMutablePointer<Float>
  private let parameterGradients: [UnsafeMutablePointer<Float>]

  init(_ layer: Dense, _ binding: OperationBinding) throws(TrainingError) {
    guard binding.parameters.count == 2 else { throw .invalid("a dense layer lacks parameters") }
    rows = binding.rows
    inputs = layer.inputs
    outputs = layer.outputs
    input = try binding.single()
    output = binding.output
    weight = binding.parameters[0]
    bias = binding.parameters[1]
    parameterGradients = binding.parameterGradients
  }

  func forward() throws(TrainingError) {
    for row in 0..<rows { (output.values + row * outputs).update(from: bias, count: outputs) }
    // y = x Wᵀ + y
    try product(
      "N", "T", rows, outputs, inputs, input.values, inputs, weight, inputs, 1, output.values,
      outputs)
  }

  func backward() throws(TrainingError) {
    guard let dy = output.gradient else { return }
    if parameterGradients.count == 2 {
      // dW = dyᵀ x
      try product(
        "T", "N", outputs, inputs, rows, dy, outputs, input.values, inputs, 0,
        parameterGradients[0], inputs)
      let dBias = parameterGradients[1]
      dBias.update(from: dy, count: outputs)
      for row in 1..<max(1, rows) { dcsh_add(dy + row * outputs, dBias, outputs) }
    }
    if let dx = input.gradient {
      // dx = dy W
      try product(
        "N", "N", rows, inputs, outputs, dy, outputs, weight, inputs, 0, dx, inputs)
    }
  }

  /// C [m, n] = op(A) [m, k] · op(B) [k, n] + beta · C, all row-major.
  private func product(
    _ transposeA: Unicode.Scalar, _ transposeB: Unicode.Scalar, _ m: Int, _ n: Int, _ k: Int,
    _ a: UnsafeMutablePointer<Float>, _ strideA: Int, _ b: UnsafeMutablePointer<Float>,
    _ strideB: Int, _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ strideC: Int
  ) throws(TrainingError) {
    let status = dnnl_sgemm(
      CChar(truncatingIfNeeded: transposeA.value), CChar(truncatingIfNeeded: transposeB.value),
      dnnl_dim_t(m), dnnl_dim_t(n), dnnl_dim_t(k), 1, a, dnnl_dim_t(strideA), b,
      dnnl_dim_t(strideB), beta, c, dnnl_dim_t(strideC))
    try OneDNN.check(status, "dnnl_sgemm")
  }
}
