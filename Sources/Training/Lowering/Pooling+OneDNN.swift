import COneDNN
import Networks
import Tensors

extension MaxPool: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try site.pooled(window, dnnl_pooling_max)
  }
}

extension LoweringSite {
  /// A pooling window over the input, in the layout in which it comes.
  func pooled(
    _ window: PoolingWindow, _ algorithm: dnnl_alg_kind_t
  ) throws(TrainingError) -> PrimitivePair {
    let shape = try single().shape
    let padding: Padding2
    do {
      padding = try window.effectivePadding(for: try shape.image().extent)
    } catch {
      throw TrainingError(error)
    }
    return try pooled(
      dcsh_window(
        kernel: (Int64(window.kernel.height), Int64(window.kernel.width)),
        stride: (Int64(window.stride.height), Int64(window.stride.width)), dilation: (0, 0),
        before: (Int64(padding.top), Int64(padding.left)),
        after: (Int64(padding.bottom), Int64(padding.right))), algorithm)
  }

  /// The same with a window of oneDNN's.
  func pooled(
    _ window: dcsh_window, _ algorithm: dnnl_alg_kind_t
  ) throws(TrainingError) -> PrimitivePair {
    let input = try single()
    var window = window
    let result = try OneDNNLayout.any(outputExtents)
    let forward = try OneDNNPrimitive(in: context, "pooling") {
      dcsh_pooling_forward(
        $0, context.engine, learns ? dnnl_forward_training : dnnl_forward_inference,
        algorithm, input.layout.handle, result.handle, &window)
    }
    let layout = try OneDNNLayout.chosen(
      by: forward, for: dnnl_query_dst_md, extents: outputExtents)
    var backward: OneDNNPrimitive?
    if passesGradient(to: input) {
      backward = try OneDNNPrimitive(in: context, "pooling backward") {
        dcsh_pooling_backward(
          $0, context.engine, algorithm, input.layout.handle, layout.handle, &window,
          forward.hint)
      }
    }
    return try PrimitivePair(forward, backward, from: input, to: try makeOutput(layout))
  }
}
