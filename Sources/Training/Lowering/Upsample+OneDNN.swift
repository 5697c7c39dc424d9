import COneDNN
import Networks

extension Upsample: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    let name = method == .nearest ? dnnl_resampling_nearest : dnnl_resampling_linear
    let input = try site.single()
    if let fast = try? LoweredUpsample(name, input, site) { return fast }
    return try LoweredUpsample(name, try site.plain(), site)
  }
}

/// A larger image by oneDNN's resampling, in the layout in which the input comes.
private final class LoweredUpsample: LoweredOperation {
  let output: Activation
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?

  init(
    _ method: dnnl_alg_kind_t, _ input: Activation, _ site: LoweringSite
  ) throws(TrainingError) {
    let context = site.context
    let (source, result) = (input.layout, try input.layout.like(site.outputExtents))
    let forward = try OneDNNPrimitive(in: context, "resampling") {
      dcsh_resampling_forward($0, context.engine, method, source.handle, result.handle)
    }
    var backward: OneDNNPrimitive?
    if site.learns, input.gradient != nil {
      backward = try OneDNNPrimitive(in: context, "resampling backward") {
        dcsh_resampling_backward(
          $0, context.engine, method, source.handle, result.handle, forward.hint)
      }
    }
    output = try site.makeOutput(result)
    try forward.bind([(DNNL_ARG_SRC, try input.memory()), (DNNL_ARG_DST, try output.memory())])
    if let dx = try input.gradientMemoryHandle(), let dy = try output.gradientMemoryHandle() {
      try backward?.bind([(DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx)])
    }
    forwardPrimitive = forward
    backwardPrimitive = backward
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }
  func backward() throws(TrainingError) { try backwardPrimitive?.execute() }
}
