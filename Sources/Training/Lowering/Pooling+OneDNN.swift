import COneDNN
import Networks
import Tensors

extension MaxPool: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredPooling(window, dnnl_pooling_max, site)
  }
}

/// A pooling window on oneDNN, in the layout in which its input comes.
final class LoweredPooling: LoweredOperation {
  let output: Activation
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?
  private let workspace: ActivationMemory?

  convenience init(
    _ window: PoolingWindow, _ algorithm: dnnl_alg_kind_t, _ site: LoweringSite
  ) throws(TrainingError) {
    let input = try site.single()
    let padding: Padding2
    do throws(NetworkError) {
      let dimensions = input.shape.dimensions
      guard dimensions.count == 3 else {
        throw NetworkError("takes images, but gets \(input.shape)", at: site.node.name)
      }
      padding = try window.effectivePadding(
        for: Extent2(height: dimensions[1], width: dimensions[2]))
    } catch {
      throw TrainingError(error)
    }
    try self.init(
      dcsh_window(
        kernel: (Int64(window.kernel.height), Int64(window.kernel.width)),
        stride: (Int64(window.stride.height), Int64(window.stride.width)), dilation: (0, 0),
        before: (Int64(padding.top), Int64(padding.left)),
        after: (Int64(padding.bottom), Int64(padding.right))), algorithm, site)
  }

  init(
    _ window: dcsh_window, _ algorithm: dnnl_alg_kind_t, _ site: LoweringSite
  ) throws(TrainingError) {
    let context = site.context
    let input = try site.single()
    var window = window
    let result = try OneDNNLayout.any(site.outputExtents)
    let forward = try OneDNNPrimitive(in: context, "pooling") {
      dcsh_pooling_forward(
        $0, context.engine, site.learns ? dnnl_forward_training : dnnl_forward_inference,
        algorithm, input.layout.handle, result.handle, &window)
    }
    let layout = try OneDNNLayout.chosen(
      by: forward, for: dnnl_query_dst_md, extents: site.outputExtents)
    output = try site.makeOutput(layout)
    var arguments = [
      (argument: Int32(DNNL_ARG_SRC), memory: try input.memory()),
      (DNNL_ARG_DST, try output.memory()),
    ]
    // Max pooling remembers where the largest were.
    let remembered = try forward.workspace(in: context)
    workspace = remembered?.room
    if let remembered { arguments.append((DNNL_ARG_WORKSPACE, remembered.memory)) }
    try forward.bind(arguments)
    forwardPrimitive = forward
    guard let dx = try input.gradientMemoryHandle(), let dy = try output.gradientMemoryHandle()
    else {
      backwardPrimitive = nil
      return
    }
    let backward = try OneDNNPrimitive(in: context, "pooling backward") {
      dcsh_pooling_backward(
        $0, context.engine, algorithm, input.layout.handle, layout.handle, &window, forward.hint)
    }
    var back = [(argument: Int32(DNNL_ARG_DIFF_DST), memory: dy), (DNNL_ARG_DIFF_SRC, dx)]
    if let remembered { back.append((DNNL_ARG_WORKSPACE, remembered.memory)) }
    try backward.bind(back)
    backwardPrimitive = backward
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }
  func backward() throws(TrainingError) { try backwardPrimitive?.execute() }
}
