import Networks
import Tensors
import Testing
import Training

@Suite struct AugmentationTests {
  /// Two channels of three rows and four columns, no element like another.
  private let shape = try? Shape([2, 3, 4])

  private func varied(
    _ augmentation: Augmentation, indices: [Int32], seed: UInt64
  ) throws -> [[Float]] {
    let shape = try #require(shape)
    var values = indices.flatMap { index in
      (0..<shape.count).map { Float(1000 * (Int(index) + 1) + $0) }
    }
    values.withUnsafeMutableBufferPointer { values in
      indices.withUnsafeBufferPointer {
        augmentation.apply(to: values, indices: $0, shape: shape, seed: seed)
      }
    }
    return indices.indices.map { Array(values[$0 * shape.count..<($0 + 1) * shape.count]) }
  }

  /// The image moved down and to the right, element by element.
  private func moved(_ index: Int32, down: Int, right: Int) -> [Float] {
    var result = [Float](repeating: 0, count: 24)
    for channel in 0..<2 {
      for y in 0..<3 {
        for x in 0..<4 where (0..<3).contains(y - down) && (0..<4).contains(x - right) {
          let old = (channel * 3 + y - down) * 4 + x - right
          result[(channel * 3 + y) * 4 + x] = Float(1000 * (Int(index) + 1) + old)
        }
      }
    }
    return result
  }

  @Test func everyImageIsMovedByOneOfTheShiftsAndAllOccur() throws {
    let indices = (0..<600).map { Int32($0) }
    var seen: Set<[Int]> = []
    for (row, image) in try varied(Augmentation(shift: 2), indices: indices, seed: 7).enumerated() {
      let shifts = (-2...2).flatMap { down in (-2...2).map { [down, $0] } }
      let match = shifts.first { moved(indices[row], down: $0[0], right: $0[1]) == image }
      seen.insert(try #require(match, "image \(row) is no shift of what it was"))
    }
    #expect(seen.count == 25)
  }

  @Test func whatHappensToAnExampleDependsOnItAndTheSeedAlone() throws {
    let augmentation = Augmentation(shift: 1)
    let together = try varied(augmentation, indices: [3, 9, 4], seed: 5 << 32)
    #expect(try varied(augmentation, indices: [9], seed: 5 << 32) == [together[1]])
    #expect(
      try varied(augmentation, indices: [4, 3], seed: 5 << 32) == [together[2], together[0]])
    let others = try (0..<20).map {
      try varied(augmentation, indices: [9], seed: UInt64($0) << 32)[0]
    }
    #expect(Set(others).count > 4)
  }

  @Test func noneLeavesEverythingAlone() throws {
    #expect(try varied(.none, indices: [2], seed: 1) == [moved(2, down: 0, right: 0)])
  }

  @Test func theBitsDoNotDependOnThreads() throws {
    let shape = try Shape([1, 3, 4])
    let graph = try TestGraphs.image(shape)
    var weights: [[Tensor]] = []
    for threads in [1, 2, 4] {
      let options = TrainingOptions(
        epochs: 2, learningRate: 0.05, augmentation: Augmentation(shift: 1), seed: 3,
        threads: threads)
      let job = TrainingJob(
        model: Model(graph, seed: 5), training: TestExamples.clouds(150, shape: shape),
        validation: TestExamples.clouds(40, shape: shape, seed: 2), options: options)
      weights.append(Array(try job.run().model.parameters.values))
    }
    for other in weights.dropFirst() {
      for (a, b) in zip(weights[0], other) { #expect(a.isBitIdentical(to: b)) }
    }
  }

  @Test(arguments: [-1, 3, 4, 100]) func whatCannotBeShiftedIsRefused(shift: Int) throws {
    let shape = try Shape([1, 3, 4])
    var job = TrainingJob(
      model: Model(try TestGraphs.image(shape), seed: 5),
      training: TestExamples.clouds(10, shape: shape),
      validation: TestExamples.clouds(10, shape: shape),
      options: TrainingOptions(augmentation: Augmentation(shift: shift)))
    #expect(throws: TrainingError.self) { try job.run() }
    job = TrainingJob(
      model: Model(try TestGraphs.hidden(), seed: 5), training: TestExamples.clouds(10),
      validation: TestExamples.clouds(10),
      options: TrainingOptions(augmentation: Augmentation(shift: 1)))
    #expect(throws: TrainingError.self) { try job.run() }
  }
}
