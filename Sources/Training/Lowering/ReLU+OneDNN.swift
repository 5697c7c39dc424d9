import COneDNN
import Networks

extension ReLU: OneDNNLowerable {
  func lowered(_ binding: OperationBinding) throws(TrainingError) -> any LoweredOperation {
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

    var shape = x.description
    var descriptor = dnnl_eltwise_desc_t()
    try OneDNN.check(
      dnnl_eltwise_forward_desc_init(
        &descriptor, dnnl_forward_training, dnnl_eltwise_relu, &shape, 0, 0),
      "dnnl_eltwise_forward_desc_init")
    let forward = try OneDNNPrimitive.make(&descriptor, hint: nil, in: context)
    defer { dnnl_primitive_desc_destroy(forward.description) }
    forwardPrimitive = OneDNNPrimitive(
      forward.primitive, [(DNNL_ARG_SRC, x), (DNNL_ARG_DST, y)], in: context)

    guard let dyBase = binding.output.gradient, let dxBase = input.gradient else {
      backwardPrimitive = nil
      return
    }
    let dy = try OneDNNMatrix(dyBase, rows: binding.rows, columns: columns, in: context)
    let dx = try OneDNNMatrix(dxBase, rows: binding.rows, columns: columns, in: context)
    var backwardDescriptor = dnnl_eltwise_desc_t()
    try OneDNN.check(
      dnnl_eltwise_backward_desc_init(
        &backwardDescriptor, dnnl_eltwise_relu, &shape, &shape, 0, 0),
      "dnnl_eltwise_backward_desc_init")
    let backward = try OneDNNPrimitive.make(
      &backwardDescriptor, hint: forward.description, in: context)
    dnnl_primitive_desc_destroy(backward.description)
    backwardPrimitive = OneDNNPrimitive(
      backward.primitive,
      [(DNNL_ARG_SRC, x), (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx)], in: context)
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }

  func backward() throws(TrainingError) { try backwardPrimitive?.execute() }
}
