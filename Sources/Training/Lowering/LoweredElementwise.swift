import COneDNN
import Networks

/// One of oneDNN's functions of single elements.
struct ElementwiseFunction {
  let algorithm: dnnl_alg_kind_t
  /// For their meaning see oneDNN's list of functions.
  var alpha: Float = 0
  var beta: Float = 0
  /// Whether backward reads the result; if not, it reads the input, which then is kept.
  let readsResult: Bool
  /// Whether the function of 0 is 0, so that padding needs no care.
  var keepsZero = true
}

/// A function of single elements on oneDNN; in place where nobody else needs its input.
final class LoweredElementwise: LoweredOperation {
  let output: Activation
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?

  init(_ function: ElementwiseFunction, _ site: LoweringSite) throws(TrainingError) {
    let context = site.context
    let given = try site.single()
    // oneDNN has no fast code for memory whose padding such a function would fill.
    let needsPlain = !function.keepsZero && given.count != site.rows * given.shape.count
    let input = needsPlain ? try site.plain() : given
    let (algorithm, alpha, beta) = (function.algorithm, function.alpha, function.beta)
    let needsInput = site.learns && !function.readsResult
    let isInPlace = !needsPlain && !needsInput && site.mayOverwrite(0)
    output = isInPlace ? input : try site.makeOutput(input.layout)
    let forward = try OneDNNPrimitive(in: context, "function of elements") {
      dcsh_eltwise_forward($0, context.engine, algorithm, alpha, beta, input.layout.handle)
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
    let backward = try OneDNNPrimitive(in: context, "function of elements backward") {
      dcsh_eltwise_backward(
        $0, context.engine, algorithm, alpha, beta, input.layout.handle, forward.hint)
    }
    try backward.bind([
      function.readsResult
        ? (DNNL_ARG_DST, try output.memory()) : (DNNL_ARG_SRC, try input.memory()),
      (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx),
    ])
    backwardPrimitive = backward
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }
  func backward() throws(TrainingError) { try backwardPrimitive?.execute() }
}
