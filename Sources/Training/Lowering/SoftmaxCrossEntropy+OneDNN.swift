import COneDNN

/// Softmax with cross-entropy for a shard, on oneDNN's logarithmic softmax.
///
/// See `SoftmaxCrossEntropy` for the definition and the plain form.
final class LoweredSoftmaxCrossEntropy {
  private let rows: Int
  private let classes: Int
  private let logProbabilities: ActivationMemory
  private let seed: ActivationMemory?
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?

  /// The loss on top of an activation [rows, classes].
  init(
    logits: Activation, rows: Int, context: OneDNNContext
  ) throws(TrainingError) {
    self.rows = rows
    classes = logits.shape.count
    logProbabilities = ActivationMemory(count: rows * classes)
    let x = try OneDNNMatrix(logits.values, rows: rows, columns: classes, in: context)
    let y = try OneDNNMatrix(logProbabilities.base, rows: rows, columns: classes, in: context)
    forwardPrimitive = try OneDNNPrimitive(
      [(DNNL_ARG_SRC, x), (DNNL_ARG_DST, y)], in: context, "logarithmic softmax"
    ) { dcsh_onednn_log_softmax_forward($0, context.engine, x.handle) }

    guard let gradient = logits.gradient else {
      seed = nil
      backwardPrimitive = nil
      return
    }
    let seed = ActivationMemory(count: rows * classes)
    self.seed = seed
    let dy = try OneDNNMatrix(seed.base, rows: rows, columns: classes, in: context)
    let dx = try OneDNNMatrix(gradient, rows: rows, columns: classes, in: context)
    let hint = forwardPrimitive.hint
    backwardPrimitive = try OneDNNPrimitive(
      [(DNNL_ARG_DST, y), (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx)], in: context,
      "logarithmic softmax backward"
    ) { dcsh_onednn_log_softmax_backward($0, context.engine, y.handle, hint) }
  }

  /// Sum of the losses of the rows.
  /// - Throws: `TrainingError.invalid` if a label is not one of the classes.
  func forward(labels: UnsafePointer<Int32>) throws(TrainingError) -> Double {
    for row in 0..<rows where !(0..<classes).contains(Int(labels[row])) {
      throw .invalid("a label is outside 0 ..< \(classes)")
    }
    try forwardPrimitive.execute()
    var sum = 0.0
    for row in 0..<rows {
      sum -= Double(logProbabilities.base[row * classes + Int(labels[row])])
    }
    return sum
  }

  /// Writes the logits' gradient of the sum of losses times `scale`.
  func backward(labels: UnsafePointer<Int32>, scale: Float) throws(TrainingError) {
    guard let seed else { return }
    seed.base.update(repeating: 0, count: rows * classes)
    for row in 0..<rows { seed.base[row * classes + Int(labels[row])] = -scale }
    try backwardPrimitive?.execute()
  }
}
