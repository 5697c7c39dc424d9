import Testing
import Training

@Suite struct ConfusionMatrixTests {
  /// Six examples of three classes; nothing is taken for class 2.
  private func example() throws -> ConfusionMatrix {
    var matrix = try ConfusionMatrix(classes: 4)
    for (actual, predicted) in [(0, 0), (0, 0), (0, 1), (1, 1), (2, 1), (2, 0)] {
      try matrix.add(actual: actual, predicted: predicted)
    }
    return matrix
  }

  @Test func countsAndShares() throws {
    let matrix = try example()
    #expect(matrix.total == 6 && matrix.correct == 3 && matrix.accuracy == 0.5)
    #expect(matrix.count(actual: 0, predicted: 0) == 2)
    #expect(matrix.count(actual: 0, predicted: 1) == 1)
    #expect(matrix.count(actual: 1, predicted: 0) == 0)
    #expect((0..<4).map { matrix.examples(of: $0) } == [3, 1, 2, 0])
    #expect((0..<4).map { matrix.predictions(of: $0) } == [3, 3, 0, 0])
    #expect((0..<4).map { matrix.recall(of: $0) } == [2.0 / 3, 1, 0, nil])
    #expect((0..<4).map { matrix.precision(of: $0) } == [2.0 / 3, 1.0 / 3, nil, nil])
    #expect(try ConfusionMatrix(classes: 2).accuracy == nil)
  }

  @Test func whatIsNoClassCountsNothing() throws {
    let matrix = try example()
    for label in [-1, 4, Int.max, .min] {
      #expect(matrix.count(actual: label, predicted: 0) == 0)
      #expect(matrix.count(actual: 0, predicted: label) == 0)
      #expect(matrix.recall(of: label) == nil && matrix.precision(of: label) == nil)
    }
  }

  @Test func confusedPairsComeByFrequency() throws {
    var matrix = try example()
    try matrix.add(actual: 2, predicted: 1)
    let pairs = [
      Confusion(actual: 2, predicted: 1, count: 2), Confusion(actual: 0, predicted: 1, count: 1),
      Confusion(actual: 2, predicted: 0, count: 1),
    ]
    #expect(matrix.mostConfused(10) == pairs)
    #expect(matrix.mostConfused(2) == Array(pairs.prefix(2)))
    #expect(matrix.mostConfused(0).isEmpty && matrix.mostConfused(-1).isEmpty)
  }

  @Test func matricesAreAdded() throws {
    var matrix = try example()
    try matrix.add(matrix)
    #expect(matrix.total == 12 && matrix.count(actual: 0, predicted: 0) == 4)
    let other = try ConfusionMatrix(classes: 3)
    #expect(throws: TrainingError.self) { try matrix.add(other) }
    #expect(matrix.total == 12)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    for classes in [0, -1, 4097, .max, .min] {
      #expect(throws: TrainingError.self) { try ConfusionMatrix(classes: classes) }
    }
    var matrix = try example()
    for label in [-1, 4, .max, .min] {
      #expect(throws: TrainingError.self) { try matrix.add(actual: label, predicted: 0) }
      #expect(throws: TrainingError.self) { try matrix.add(actual: 0, predicted: label) }
    }
    #expect(matrix.total == 6)
  }
}
