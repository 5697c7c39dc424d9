import Networks
import Tensors
import Testing
import Training

@Suite struct SoftmaxCrossEntropyOneDNNTests {
  /// A graph without layers: the examples are the logits.
  private func loss(_ logits: [[Float]], _ labels: [Int32]) throws -> Double {
    let graph = Graph(inputShape: .vector(logits[0].count))
    let executor = try OneDNNExecutor(
      graph, rows: logits.count, weights: ParameterArena(ParameterLayout(graph)), gradients: nil)
    for (index, value) in logits.joined().enumerated() { executor.input[index] = value }
    for (index, label) in labels.enumerated() { executor.labels[index] = label }
    try executor.forward()
    return try executor.lossSum()
  }

  @Test func agreesWithTheReference() throws {
    var random = RandomSource(seed: 1)
    for classes in [2, 3, 10, 100] {
      for scale: Float in [0.01, 1, 30] {
        let logits = (0..<4).map { _ in
          (0..<classes).map { _ in scale * (random.uniform() - 0.5) }
        }
        let labels = (0..<4).map { _ in Int32(random.below(classes)) }
        let tensor = try Tensor(Array(logits.joined()), shape: try Shape([4, classes]))
        let expected = try SoftmaxCrossEntropy.reference(tensor, labels: labels).lossSum
        #expect(abs(try loss(logits, labels) - expected) <= 5e-6 * max(1, expected))
      }
    }
  }

  @Test func largeLogitsDoNotOverflow() throws {
    #expect(abs(try loss([[1e30, 0]], [0])) < 5e-6)
    #expect(abs(try loss([[1000, 0], [1000, 0]], [1, 0]) - 1000) < 1e-3)
    #expect(try loss([[.nan, 0]], [0]).isNaN)
  }
}
