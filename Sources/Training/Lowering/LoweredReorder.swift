/// A copy between layouts, forwards and backwards.
final class LoweredReorder: LoweredOperation {
  let output: Activation
  private let there: OneDNNPrimitive
  private let back: OneDNNPrimitive?

  init(
    from source: Activation, to copy: Activation, in context: OneDNNContext
  ) throws(TrainingError) {
    output = copy
    there = try .reorder(from: try source.memory(), to: try copy.memory(), in: context)
    if let from = try copy.gradientMemoryHandle(), let to = try source.gradientMemoryHandle() {
      back = try .reorder(from: from, to: to, adding: source.accumulates, in: context)
    } else {
      back = nil
    }
  }

  func forward() throws(TrainingError) { try there.execute() }
  func backward() throws(TrainingError) { try back?.execute() }
}
