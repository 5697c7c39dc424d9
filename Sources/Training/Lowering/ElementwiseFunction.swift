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

  /// The function, ready to run; in place where nobody else needs its input.
  func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    let context = site.context
    let given = try site.single()
    // oneDNN has no fast code for memory whose padding such a function would fill.
    let needsPlain = !keepsZero && given.count != site.rows * given.shape.count
    let input = needsPlain ? try site.plain() : given
    let needsInput = site.learns && !readsResult
    let isInPlace = !needsPlain && !needsInput && site.mayOverwrite(0)
    let output = isInPlace ? input : try site.makeOutput(input.layout)
    let forward = try OneDNNPrimitive(in: context, "function of elements") {
      dcsh_eltwise_forward($0, context.engine, algorithm, alpha, beta, input.layout.handle)
    }
    var backward: OneDNNPrimitive?
    if site.passesGradient(to: input) {
      backward = try OneDNNPrimitive(in: context, "function of elements backward") {
        dcsh_eltwise_backward(
          $0, context.engine, algorithm, alpha, beta, input.layout.handle, forward.hint)
      }
    }
    return try PrimitivePair(
      forward, backward, reading: readsResult ? .output : .input, from: input, to: output)
  }
}
