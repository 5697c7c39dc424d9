import Networks
import OrderedCollections
import Tensors
import Testing
import Training

/// The oneDNN executor beside the reference executor on the same examples.
struct ExecutorComparison {
  let model: Model
  let executor: OneDNNExecutor
  let gradients: ParameterArena
  private let x: Tensor
  private let labels: [Int32]
  private var rows: Int { labels.count }

  init(_ graph: Graph, rows: Int, seed: UInt64 = 1) throws {
    var random = RandomSource(seed: seed)
    var model = Model(name: "test", graph: graph, drawnFrom: &random)
    for (name, tensor) in model.parameters where name.hasSuffix(".bias") {
      let drawn = Tensor(shape: tensor.shape) { values in
        for index in values.indices { values[index] = random.uniform() - 0.5 }
      }
      try model.setParameter(name, drawn)
    }
    self.model = model
    // A third is 0, as the background of images is.
    x = Tensor(shape: try graph.inputShape.batched(rows)) { values in
      for index in values.indices where random.below(3) > 0 {
        values[index] = 2 * random.uniform() - 1
      }
    }
    let classes = graph.outputShape.count
    labels = (0..<rows).map { _ in Int32(random.below(classes)) }
    OneDNN.prepareThread()
    let layout = ParameterLayout(graph)
    let weights = ParameterArena(layout)
    weights.load(model.parameters)
    gradients = ParameterArena(layout)
    executor = try OneDNNExecutor(graph, rows: rows, weights: weights, gradients: gradients)
    for index in 0..<x.count { executor.input[index] = x[index] }
    for (row, label) in labels.enumerated() { executor.labels[row] = label }
  }

  /// Expects results, loss and gradients to agree; errors are in the scale of the reference's
  /// largest element.
  ///
  /// oneDNN's logarithmic softmax is a polynomial with an error of some 10⁻⁶; everything else
  /// differs by the order of the sums alone. What follows the loss is compared from the same
  /// gradient, so that its error does not hide others.
  func expectAgreement(_ name: String) throws {
    let reference = ReferenceExecutor(model.graph)
    let output = try reference.output(x, parameters: model.parameters)
    let loss = try SoftmaxCrossEntropy.reference(output, labels: labels)
    let scale = 1 / Float(rows)
    // Twice: what one pass leaves behind must not show in the next.
    for pass in 1...2 {
      try executor.forward()
      expectClose(Array(executor.output), output.values, 4e-6, "\(name): result, \(pass)")
      let sum = try executor.lossSum()
      #expect(abs(sum - loss.lossSum) <= 1e-5 * Double(rows), "\(name): loss")
      try executor.seedGradient(scale: scale)
      let seed = try Tensor(executor.outputGradient.map { Array($0) } ?? [], shape: output.shape)
      // Probabilities are in the scale of 1.
      for (value, expected) in zip(seed.values, loss.gradient.values) {
        #expect(abs(value / scale - expected) <= 1e-5, "\(name): gradient of the loss")
      }
      try executor.backward()
      let expected = try reference.parameterGradients(
        x, parameters: model.parameters, outputGradient: seed)
      for entry in gradients.layout.entries {
        let none = Tensor(zeros: entry.shape)
        expectClose(
          Array(gradients.values(entry)), (expected[entry.name] ?? none).values, 4e-6,
          "\(name): gradient of \(entry.name), \(pass)")
      }
    }
  }

  private func expectClose(
    _ values: [Float], _ reference: [Float], _ tolerance: Float, _ what: String
  ) {
    #expect(values.count == reference.count, "\(what)")
    let scale = reference.map(\.magnitude).max() ?? 0
    let error = zip(values, reference).map { ($0 - $1).magnitude }.max() ?? 0
    #expect(error <= tolerance * scale, "\(what): \(error) in a scale of \(scale)")
  }
}
