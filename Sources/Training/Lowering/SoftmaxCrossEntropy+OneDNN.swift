import COneDNN
import Glibc

/// Softmax with cross-entropy for some rows, on oneDNN's logarithmic softmax.
///
/// See `SoftmaxCrossEntropy` for the definition and the plain form.
final class LoweredSoftmaxCrossEntropy {
  /// The network's result, [rows, classes], row-major.
  let logits: UnsafeBufferPointer<Float>
  /// What the rows should be, as distributions over the classes, [rows, classes].
  let targets: UnsafeMutableBufferPointer<Float>
  /// The teacher's result for the rows, [rows, classes]; read only with a distillation.
  let teacher: UnsafeMutableBufferPointer<Float>

  private let rows: Int
  private let classes: Int
  private let copy: Activation
  private let logProbabilities: ActivationMemory
  private let seed: ActivationMemory
  private let targetMemory: ActivationMemory
  private let teacherMemory: ActivationMemory
  private let toPlain: OneDNNPrimitive?
  private let fromPlain: OneDNNPrimitive?
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?

  /// The loss on top of an activation [rows, classes].
  init(logits: Activation, context: OneDNNContext) throws(TrainingError) {
    rows = logits.rows
    classes = logits.shape.count
    let layout = try OneDNNLayout.plain([rows, classes])
    let count = rows * classes
    if logits.isPlain {
      copy = try logits.viewed(as: logits.shape.flattened)
      toPlain = nil
      fromPlain = nil
    } else {
      let plain = try OneDNNLayout.plain([rows] + logits.shape.dimensions)
      let whole = try Activation(
        shape: logits.shape, rows: rows, layout: plain, values: ActivationMemory(count: count),
        gradient: logits.gradientMemory == nil ? nil : ActivationMemory(count: count), in: context)
      toPlain = try .reorder(from: try logits.memory(), to: try whole.memory(), in: context)
      if let from = try whole.gradientMemoryHandle(), let to = try logits.gradientMemoryHandle() {
        fromPlain = try .reorder(from: from, to: to, in: context)
      } else {
        fromPlain = nil
      }
      copy = try whole.viewed(as: logits.shape.flattened)
    }
    self.logits = UnsafeBufferPointer(start: copy.values, count: count)
    logProbabilities = ActivationMemory(count: count)
    seed = ActivationMemory(count: copy.gradient == nil ? 0 : count)
    targetMemory = ActivationMemory(count: count)
    targets = UnsafeMutableBufferPointer(start: targetMemory.base, count: count)
    teacherMemory = ActivationMemory(count: copy.gradient == nil ? 0 : count)
    teacher = UnsafeMutableBufferPointer(start: teacherMemory.base, count: teacherMemory.count)
    let y = try OneDNNMemory(logProbabilities.base, layout, in: context)
    forwardPrimitive = try OneDNNPrimitive(in: context, "logarithmic softmax") {
      dcsh_softmax_forward($0, context.engine, 1, layout.handle, 1)
    }
    try forwardPrimitive.bind([(DNNL_ARG_SRC, try copy.memory()), (DNNL_ARG_DST, y)])
    guard let dx = try copy.gradientMemoryHandle() else {
      backwardPrimitive = nil
      return
    }
    let hint = forwardPrimitive.hint
    let backward = try OneDNNPrimitive(in: context, "logarithmic softmax backward") {
      dcsh_softmax_backward($0, context.engine, 1, layout.handle, 1, hint)
    }
    let dy = try OneDNNMemory(seed.base, layout, in: context)
    try backward.bind([(DNNL_ARG_DST, y), (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx)])
    backwardPrimitive = backward
  }

  /// Brings the network's result into row-major order.
  func take() throws(TrainingError) { try toPlain?.execute() }

  /// Brings the gradient into the order of the network's result.
  func giveBack() throws(TrainingError) { try fromPlain?.execute() }

  /// Sum of the losses of the rows against `targets`.
  func forward() throws(TrainingError) -> Double {
    try forwardPrimitive.execute()
    var sum = 0.0
    for index in 0..<rows * classes {
      let target = targets[index]
      // 0 · ln 0 counts nothing.
      if target != 0 { sum -= Double(target) * Double(logProbabilities.base[index]) }
    }
    return sum
  }

  /// Writes the logits' gradient of the sum of losses times `scale`.
  func backward(scale: Float) throws(TrainingError) {
    // Where nothing before it learns there is no room for the gradient.
    guard let backwardPrimitive else { return }
    for index in 0..<rows * classes { seed.base[index] = -targets[index] * scale }
    try backwardPrimitive.execute()
  }

  /// Mixes in what the teacher says: the loss, and its gradient after `backward`.
  ///
  /// Hinton et al., 2015, section 2: (1 − w) · cross-entropy + w · T² · KL(teacher ‖ student), both
  /// softened by T.
  /// - Returns: the mixed sum of losses.
  func distill(
    _ distillation: Distillation, lossSum: Double, scale: Float
  ) -> Double {
    guard let gradient = copy.gradient else { return lossSum }
    let (t, w) = (distillation.temperature, distillation.weight)
    var divergence = 0.0
    var own = [Double](repeating: 0, count: classes)
    var wanted = own
    for row in 0..<rows {
      let start = row * classes
      soften(copy.values + start, by: t, into: &own)
      soften(teacherMemory.base + start, by: t, into: &wanted)
      for k in 0..<classes {
        let p = Glibc.exp(wanted[k])
        if p > 0 { divergence += p * (wanted[k] - own[k]) }
        let pull = t * (Glibc.exp(own[k]) - p) * w * Double(scale)
        gradient[start + k] = Float((1 - w) * Double(gradient[start + k]) + pull)
      }
    }
    return (1 - w) * lossSum + w * t * t * divergence
  }

  /// Logarithms of softmax(logits / temperature).
  private func soften(
    _ logits: UnsafePointer<Float>, by temperature: Double, into result: inout [Double]
  ) {
    var largest = -Double.infinity
    for k in 0..<classes {
      result[k] = Double(logits[k]) / temperature
      largest = max(largest, result[k])
    }
    var sum = 0.0
    for k in 0..<classes { sum += Glibc.exp(result[k] - largest) }
    let norm = largest + Glibc.log(sum)
    for k in 0..<classes { result[k] -= norm }
  }
}
