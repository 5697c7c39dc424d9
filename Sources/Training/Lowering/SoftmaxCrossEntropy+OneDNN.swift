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
    var shape = x.description
    var descriptor = dnnl_logsoftmax_desc_t()
    try OneDNN.check(
      dnnl_logsoftmax_forward_desc_init(&descriptor, dnnl_forward_training, &shape, 1),
      "dnnl_logsoftmax_forward_desc_init")
    let forward = try OneDNNPrimitive.make(&descriptor, hint: nil, in: context)
    defer { dnnl_primitive_desc_destroy(forward.description) }
    forwardPrimitive = OneDNNPrimitive(
      forward.primitive, [(DNNL_ARG_SRC, x), (DNNL_ARG_DST, y)], in: context)

    guard let gradient = logits.gradient else {
      seed = nil
      backwardPrimitive = nil
      return
    }
    let seed = ActivationMemory(count: rows * classes)
    self.seed = seed
    let dy = try OneDNNMatrix(seed.base, rows: rows, columns: classes, in: context)
    let dx = try OneDNNMatrix(gradient, rows: rows, columns: classes, in: context)
    var backwardDescriptor = dnnl_logsoftmax_desc_t()
    try OneDNN.check(
      dnnl_logsoftmax_backward_desc_init(&backwardDescriptor, &shape, &shape, 1),
      "dnnl_logsoftmax_backward_desc_init")
    let backward = try OneDNNPrimitive.make(
      &backwardDescriptor, hint: forward.description, in: context)
    dnnl_primitive_desc_destroy(backward.description)
    backwardPrimitive = OneDNNPrimitive(
      backward.primitive,
      [(DNNL_ARG_DST, y), (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx)], in: context)
  }

  /// Sum of the losses of the rows.
  func forward(labels: UnsafePointer<Int32>) throws(TrainingError) -> Double {
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
