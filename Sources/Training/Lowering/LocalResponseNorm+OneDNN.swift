import COneDNN
import Networks

extension LocalResponseNorm: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredLocalResponseNorm(self, site)
  }
}

/// A local response normalisation on oneDNN, which divides α by the number of summands too, in the
/// layout in which its input comes.
private final class LoweredLocalResponseNorm: LoweredOperation {
  let output: Activation
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?
  private let workspace: ActivationMemory?

  init(_ layer: LocalResponseNorm, _ site: LoweringSite) throws(TrainingError) {
    let context = site.context
    let input = try site.single()
    let algorithm = layer.acrossChannels ? dnnl_lrn_across_channels : dnnl_lrn_within_channel
    let size = Int64(layer.size)
    output = try site.makeOutput(input.layout)
    let forward = try OneDNNPrimitive(in: context, "local response normalisation") {
      dcsh_lrn_forward(
        $0, context.engine, site.learns ? dnnl_forward_training : dnnl_forward_inference,
        algorithm, input.layout.handle, size, layer.alpha, layer.beta, layer.k)
    }
    var arguments = [
      (argument: Int32(DNNL_ARG_SRC), memory: try input.memory()),
      (DNNL_ARG_DST, try output.memory()),
    ]
    let notes = try forward.workspace(in: context)
    workspace = notes?.room
    if let notes { arguments.append((DNNL_ARG_WORKSPACE, notes.memory)) }
    try forward.bind(arguments)
    forwardPrimitive = forward
    guard let dx = try input.gradientMemoryHandle(), let dy = try output.gradientMemoryHandle()
    else {
      backwardPrimitive = nil
      return
    }
    let backward = try OneDNNPrimitive(in: context, "local response normalisation backward") {
      dcsh_lrn_backward(
        $0, context.engine, algorithm, input.layout.handle, size, layer.alpha, layer.beta,
        layer.k, forward.hint)
    }
    var back = [
      (argument: Int32(DNNL_ARG_SRC), memory: try input.memory()), (DNNL_ARG_DIFF_DST, dy),
      (DNNL_ARG_DIFF_SRC, dx),
    ]
    if let notes { back.append((DNNL_ARG_WORKSPACE, notes.memory)) }
    try backward.bind(back)
    backwardPrimitive = backward
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }
  func backward() throws(TrainingError) { try backwardPrimitive?.execute() }
}
