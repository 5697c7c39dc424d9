import Tensors
import Testing
import Training

@Suite struct TargetDistributionTests {
  private func expectEqual(_ values: [Float], _ expected: [Float]) {
    #expect(values.count == expected.count)
    for (value, other) in zip(values, expected) { #expect(abs(value - other) < 1e-6) }
  }

  @Test func labelsAloneGiveOnesAndZeros() throws {
    let targets = try TargetDistribution(classes: 3).tensor(labels: [2, 0])
    #expect(targets.shape.dimensions == [2, 3])
    #expect(targets.values == [0, 0, 1, 1, 0, 0])
  }

  @Test func smoothingSpreadsAShareEvenly() throws {
    let targets = try TargetDistribution(classes: 4, smoothing: 0.2).tensor(labels: [1])
    expectEqual(targets.values, [0.05, 0.85, 0.05, 0.05])
  }

  @Test func mixturesShareTheTarget() throws {
    let partners = [
      MixupPartner(position: 1, weight: 0.75), MixupPartner(position: 2, weight: 0.5),
      MixupPartner(position: 2, weight: 0.9),
    ]
    let plain = try TargetDistribution(classes: 3).tensor(labels: [0, 2, 0], partners: partners)
    expectEqual(plain.values, [0.75, 0, 0.25, 0.5, 0, 0.5, 1, 0, 0])
    let smooth = try TargetDistribution(classes: 3, smoothing: 0.3)
      .tensor(labels: [0, 2, 0], partners: partners)
    expectEqual(smooth.values, [0.625, 0.1, 0.275, 0.45, 0.1, 0.45, 0.8, 0.1, 0.1])
  }

  @Test func whatWasThereIsOverwritten() throws {
    var targets = [Float](repeating: .nan, count: 4)
    try targets.withUnsafeMutableBufferPointer { targets in
      try ([1, 1] as [Int32]).withUnsafeBufferPointer {
        try TargetDistribution(classes: 2).fill(targets, labels: $0)
      }
    }
    #expect(targets == [0, 1, 0, 1])
  }

  @Test func whatDoesNotFitIsRefused() {
    let three = TargetDistribution(classes: 3)
    for labels: [Int32] in [[], [3], [-1], [.max, 0], [.min]] {
      #expect(throws: TrainingError.self) { try three.tensor(labels: labels) }
    }
    for classes in [0, -1, .max, .min] {
      #expect(throws: TrainingError.self) {
        try TargetDistribution(classes: classes).tensor(labels: [0, 0])
      }
    }
    for partners in [
      [MixupPartner(position: 0, weight: 1)],
      [MixupPartner(position: 0, weight: 1), MixupPartner(position: 2, weight: 1)],
      [MixupPartner(position: -1, weight: 1), MixupPartner(position: 0, weight: 1)],
    ] {
      #expect(throws: TrainingError.self) { try three.tensor(labels: [0, 1], partners: partners) }
    }
    var short = [Float](repeating: 0, count: 5)
    _ = short.withUnsafeMutableBufferPointer { short in
      ([1, 1] as [Int32]).withUnsafeBufferPointer { labels in
        #expect(throws: TrainingError.self) { try three.fill(short, labels: labels) }
      }
    }
  }
}
