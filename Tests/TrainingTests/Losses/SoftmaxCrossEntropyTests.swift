import Tensors
import Testing
import Training

@Suite struct SoftmaxCrossEntropyTests {
  private func logits(_ rows: [[Float]]) throws -> Tensor {
    try Tensor(Array(rows.joined()), shape: try Shape([rows.count, rows[0].count]))
  }

  @Test func knownValues() throws {
    let equal = try SoftmaxCrossEntropy.reference(
      try logits([[2, 2, 2, 2], [0, 0, 0, 0]]), labels: [1, 3])
    // 2 ln 4, and a quarter everywhere but at the label.
    #expect(abs(equal.lossSum - 2.772_588_722_239_781) < 1e-12)
    #expect(equal.gradient.values == [0.25, -0.75, 0.25, 0.25, 0.25, 0.25, 0.25, -0.75])
    // ln(1 + e⁻¹)
    let two = try SoftmaxCrossEntropy.reference(try logits([[1, 0]]), labels: [0])
    #expect(abs(two.lossSum - 0.313_261_687_518_223) < 1e-12)
  }

  @Test func largeLogitsDoNotOverflow() throws {
    let result = try SoftmaxCrossEntropy.reference(
      try logits([[1e30, -1e30, 0], [-1000, 0, -1000]]), labels: [0, 0])
    #expect(result.lossSum == 1000)
    #expect(result.gradient.values == [0, 0, 0, -1, 1, 0])
  }

  @Test func theGradientAgreesWithFiniteDifferences() throws {
    var random = RandomSource(seed: 1)
    let rows = (0..<3).map { _ in (0..<5).map { _ in 4 * random.uniform() - 2 } }
    let labels: [Int32] = [0, 4, 2]
    let tensor = try logits(rows)
    let gradient = try SoftmaxCrossEntropy.reference(tensor, labels: labels).gradient
    let step: Float = 0x1p-10
    for index in 0..<15 {
      func loss(_ step: Float) throws -> Double {
        var moved = tensor
        moved.withUnsafeMutableBufferPointer { $0[index] += step }
        return try SoftmaxCrossEntropy.reference(moved, labels: labels).lossSum
      }
      let numeric = (try loss(step) - loss(-step)) / Double(2 * step)
      #expect(abs(numeric - Double(gradient[index])) < 1e-4)
    }
  }

  @Test func theGradientOfARowSumsToZero() throws {
    let result = try SoftmaxCrossEntropy.reference(try logits([[3, -1, 0.5]]), labels: [1])
    #expect(abs(result.gradient.values.reduce(0, +)) < 1e-6)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let tensor = try logits([[1, 2, 3], [4, 5, 6]])
    for labels: [Int32] in [[], [0, 1, 0, 1], [0, 3], [-1, 0], [.max, 0], [.min, 0]] {
      #expect(throws: TrainingError.self) {
        try SoftmaxCrossEntropy.reference(tensor, labels: labels)
      }
    }
  }
}
