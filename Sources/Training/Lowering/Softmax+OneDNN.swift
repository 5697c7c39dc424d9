import COneDNN
import Networks

extension Softmax: OneDNNLowerable {
  package static var needsOutput: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredSoftmax(site)
  }
}

/// A softmax along the channels on oneDNN; in place where nobody else needs its input.
private final class LoweredSoftmax: LoweredOperation {
  let output: Activation
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?

  init(_ site: LoweringSite) throws(TrainingError) {
    let context = site.context
    let given = try site.single()
    // Padding has no share in a sum.
    let isPadded = given.count != site.rows * given.shape.count
    let input = isPadded ? try site.plain() : given
    output = !isPadded && site.mayOverwrite(0) ? input : try site.makeOutput(input.layout)
    let forward = try OneDNNPrimitive(in: context, "softmax") {
      dcsh_softmax_forward($0, context.engine, 0, input.layout.handle, 1)
    }
    try forward.bind([
      (DNNL_ARG_SRC, try input.memory()), (DNNL_ARG_DST, try output.memory()),
    ])
    forwardPrimitive = forward
    guard let dx = try input.gradientMemoryHandle(), let dy = try output.gradientMemoryHandle()
    else {
      backwardPrimitive = nil
      return
    }
    let backward = try OneDNNPrimitive(in: context, "softmax backward") {
      dcsh_softmax_backward($0, context.engine, 0, input.layout.handle, 1, forward.hint)
    }
    try backward.bind([
      (DNNL_ARG_DST, try output.memory()), (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx),
    ])
    backwardPrimitive = backward
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }
  func backward() throws(TrainingError) { try backwardPrimitive?.execute() }
}
