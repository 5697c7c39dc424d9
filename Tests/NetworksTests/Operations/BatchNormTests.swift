import Networks
import Tensors
import Testing

@Suite struct BatchNormTests {
  private func values(_ numbers: [Float]) throws -> Tensor {
    try Tensor(numbers, shape: .vector(numbers.count))
  }

  /// Two rows of three channels with two pixels each.
  private func example() throws -> (norm: BatchNorm, x: Tensor, parameters: [Tensor]) {
    let x = try Tensor(
      [1, 2, 3, 4, 10, 20, 5, 6, 7, 8, 30, 60], shape: try Shape([2, 3, 1, 2]))
    let parameters = [
      try values([1, 2, -1]), try values([0, 0.5, 1]), try values([1, 2, 3]),
      try values([4, 1, 9]),
    ]
    return (try BatchNorm(channels: 3), x, parameters)
  }

  private func expectClose(
    _ found: Tensor, _ expected: [Float], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    for (a, b) in zip(found.values, expected) {
      #expect(abs(a - b) <= 2e-6 * max(1, abs(b)), sourceLocation: sourceLocation)
    }
  }

  @Test func inferenceUsesTheStoredStatistics() throws {
    let (norm, x, parameters) = try example()
    let y = try norm.reference([x], parameters)
    let third: [Float] = [10, 20, 30, 60].map { 1 - ($0 - 3) / 3 }
    for (found, expected) in zip(
      y.values, [0, 0.5, 2.5, 4.5, third[0], third[1], 2, 2.5, 10.5, 12.5, third[2], third[3]])
    {
      #expect(abs(found - expected) < 1e-4)
    }
    #expect(try norm.reference([x], parameters, mode: .inference).isBitIdentical(to: y))
  }

  @Test func trainingUsesTheBatch() throws {
    let (norm, x, parameters) = try example()
    let y = try norm.reference([x], parameters, mode: .training(rowSeeds: [0, 0]))
    expectClose(
      y,
      [
        -1.2126766985, -0.7276060191, -1.9253533970, -0.9552120382, 2.0690449524, 1.5345224762,
        0.7276060191, 1.2126766985, 1.9552120382, 2.9253533970, 1.0, -0.6035674286,
      ])
  }

  @Test func theBatchIsMeasured() throws {
    let (norm, x, _) = try example()
    let statistics = try norm.referenceStatistics([x])
    #expect(statistics.keys.sorted() == ["mean", "variance"])
    expectClose(try #require(statistics["mean"]), [3.5, 5.5, 30])
    // Divided by n − 1.
    expectClose(try #require(statistics["variance"]), [17.0 / 3, 17.0 / 3, 1400.0 / 3])
    let updated = try norm.updated(try values([1, 2, 3]), with: try values([11, 2, -7]))
    expectClose(updated, [2, 2, 2])
    #expect(throws: NetworkError.self) {
      try norm.updated(try values([1, 2, 3]), with: try values([1, 2]))
    }
    // With the whole share in the batch, what was there before does not matter.
    #expect(BatchNorm.blended(.nan, with: 2, share: 1) == 2)
    #expect(BatchNorm.blended(8, with: 2, share: 0.25) == 6.5)
    // A single number has no spread, and no error either.
    let single = try BatchNorm(channels: 1).referenceStatistics([Tensor(zeros: try Shape([1, 1]))])
    #expect(single["variance"]?.values == [0])
  }

  @Test func gradientsInBothModes() throws {
    var random = RandomSource(seed: 5)
    for shape in [[4, 3, 2, 2], [6, 3]] {
      let x = Tensor(drawn: try Shape(shape), from: &random)
      let parameters = [
        try values([1, 2, -1]), try values([0, 0.5, 1]), try values([0.1, 0.2, 0.3]),
        try values([4, 1, 9]),
      ]
      let norm = try BatchNorm(channels: 3)
      try expectGradients(of: norm, inputs: [x], parameters: parameters)
      try expectGradients(
        of: norm, inputs: [x], parameters: parameters,
        mode: .training(rowSeeds: [UInt64](repeating: 0, count: shape[0])))
    }
  }

  @Test func parameters() throws {
    let norm = try BatchNorm(channels: 8)
    #expect(norm.epsilon == 1e-5 && norm.momentum == 0.1)
    #expect(norm.parameterSlots.map(\.name) == ["scale", "shift", "mean", "variance"])
    #expect(norm.parameterSlots.map(\.role) == [.scale, .bias, .statistic, .statistic])
    #expect(
      norm.parameterSlots.map(\.initial) == [
        .constant(1), .constant(0), .constant(0), .constant(1),
      ]
    )
    #expect(norm.parameterSlots.allSatisfy { $0.shape == .vector(8) })
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let norm = try BatchNorm(channels: 3)
    #expect(try norm.outputShape(for: [.vector(3)]) == .vector(3))
    for shape in [[4], [3, 2], [2, 3, 3], [3, 2, 2, 2]] {
      #expect(throws: NetworkError.self) { try norm.outputShape(for: [try Shape(shape)]) }
    }
    for channels in [0, -1, Int.max] {
      #expect(throws: NetworkError.self) { try BatchNorm(channels: channels) }
    }
    for epsilon in [0, -1, Float.nan, .infinity] {
      #expect(throws: NetworkError.self) { try BatchNorm(channels: 1, epsilon: epsilon) }
    }
    for momentum in [-0.1, 1.1, Float.nan, .infinity] {
      #expect(throws: NetworkError.self) { try BatchNorm(channels: 1, momentum: momentum) }
    }
  }
}
