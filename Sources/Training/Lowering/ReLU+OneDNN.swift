import COneDNN
import Networks

extension ReLU: OneDNNLowerable {
  package func lowered(_ binding: OperationBinding) throws(TrainingError) -> any LoweredOperation {
    try LoweredReLU(binding)
  }
}

private final class LoweredReLU: LoweredOperation {
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?

  init(_ binding: OperationBinding) throws(TrainingError) {
    let context = binding.context
    let input = try binding.single()
    let columns = input.shape.count
    let x = try OneDNNMatrix(input.values, rows: binding.rows, columns: columns, in: context)
    let y = try OneDNNMatrix(
      binding.output.values, rows: binding.rows, columns: columns, in: context)

    forwardPrimitive = try OneDNNPrimitive(
      [(DNNL_ARG_SRC, x), (DNNL_ARG_DST, y)], in: context, "relu"
    ) { dcsh_onednn_relu_forward($0, context.engine, x.handle) }

    guard let dyBase = binding.output.gradient, let dxBase = input.gradient else {
      backwardPrimitive = nil
      return
    }
    let dy = try OneDNNMatrix(dyBase, rows: binding.rows, columns: columns, in: context)
    let dx = try OneDNNMatrix(dxBase, rows: binding.rows, columns: columns, in: context)
    let hint = forwardPrimitive.hint
    backwardPrimitive = try OneDNNPrimitive(
      [(DNNL_ARG_SRC, x), (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx)], in: context,
      "relu backward"
    ) { dcsh_onednn_relu_backward($0, context.engine, x.handle, hint) }
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }

  func backward() throws(TrainingError) { try backwardPrimitive?.execute() }
}
