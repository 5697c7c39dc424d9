import Networks

extension Flatten: OneDNNLowerable {
  package static var isView: Bool { true }

  package func lowered(_ binding: OperationBinding) throws(TrainingError) -> any LoweredOperation {
    LoweredCopy(try binding.single(), binding.output, rows: binding.rows)
  }
}

/// What a view becomes where its input has other readers: a copy.
private final class LoweredCopy: LoweredOperation {
  private let input: Activation
  private let output: Activation
  private let count: Int

  init(_ input: Activation, _ output: Activation, rows: Int) {
    self.input = input
    self.output = output
    count = rows * input.shape.count
  }

  func forward() throws(TrainingError) {
    output.values.update(from: input.values, count: count)
  }

  func backward() throws(TrainingError) {
    guard let from = output.gradient, let to = input.gradient else { return }
    to.update(from: from, count: count)
  }
}
