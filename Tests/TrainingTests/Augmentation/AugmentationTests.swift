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

  /// The two numbers of a shift are the first ones that an example's own source gives.
  @Test func aShiftIsDrawnAsEver() throws {
    let (indices, seed) = ([0, 5, 77] as [Int32], UInt64(123) << 32)
    let images = try varied(Augmentation(shift: 2), indices: indices, seed: seed)
    for (index, image) in zip(indices, images) {
      var random = RandomSource(seed: seed ^ UInt64(index))
      let (down, right) = (random.below(5) - 2, random.below(5) - 2)
      #expect(image == moved(index, down: down, right: right))
    }
  }

  @Test func aboutHalfOfTheImagesAreMirrored() throws {
    let indices = (0..<600).map { Int32($0) }
    var mirrored = 0
    let images = try varied(Augmentation(flip: true), indices: indices, seed: 7)
    for (index, image) in zip(indices, images) {
      let plain = moved(index, down: 0, right: 0)
      if image == plain { continue }
      mirrored += 1
      for row in 0..<6 {
        #expect(image[4 * row..<4 * row + 4] == ArraySlice(plain[4 * row..<4 * row + 4].reversed()))
      }
    }
    #expect((250...350).contains(mirrored))
  }

  @Test func mirroredImagesAreShiftedAfterwards() throws {
    let indices = (0..<600).map { Int32($0) }
    let seed = UInt64(9)
    let images = try varied(Augmentation(shift: 2, flip: true), indices: indices, seed: seed)
    for (index, image) in zip(indices, images) {
      var random = RandomSource(seed: seed ^ UInt64(index))
      let (down, right) = (random.below(5) - 2, random.below(5) - 2)
      let mirrored = random.below(2) == 1
      // A mirrored shift to the left is a shift to the right.
      let expected = moved(index, down: down, right: mirrored ? -right : right)
      let rows = (0..<6).flatMap { row -> [Float] in
        let line = expected[4 * row..<4 * row + 4]
        return mirrored ? line.reversed() : Array(line)
      }
      #expect(image == rows)
    }
  }

  /// Whole moves in the resampled form are those of the exact one.
  @Test func resamplingTakesShiftsAndMirroringAlong() throws {
    let indices = (0..<100).map { Int32($0) }
    let exact = try varied(Augmentation(shift: 1, flip: true), indices: indices, seed: 4)
    // So small that nothing of it is seen.
    let tiny = Augmentation(shift: 1, flip: true, zoom: 1e-9)
    for (a, b) in zip(exact, try varied(tiny, indices: indices, seed: 4)) {
      for (x, y) in zip(a, b) { #expect(abs(x - y) <= 1e-5 * max(abs(x), 1)) }
    }
  }

  @Test(arguments: [
    Augmentation(crop: 0.5), Augmentation(rotate: 20), Augmentation(zoom: 0.3),
    Augmentation(shear: 20),
    Augmentation(shift: 1, flip: true, crop: 0.5, rotate: 20, zoom: 0.3, shear: 20),
  ])
  func everyVariationChangesImagesWithinTheirRange(augmentation: Augmentation) throws {
    let indices = (0..<50).map { Int32($0) }
    let images = try varied(augmentation, indices: indices, seed: 11)
    #expect(Set(images).count == 50)
    for (index, image) in zip(indices, images) {
      let plain = moved(index, down: 0, right: 0)
      #expect(image != plain)
      #expect(image.contains { $0 != 0 })
      #expect(image.allSatisfy { $0 >= 0 && $0 <= (plain.max() ?? 0) + 0.01 })
    }
    #expect(try varied(augmentation, indices: [30], seed: 11) == [images[30]])
    #expect(try varied(augmentation, indices: [30], seed: 12) != [images[30]])
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
        epochs: 2, learningRate: 0.05, augmentation: Augmentation(shift: 1, crop: 0.7, rotate: 10),
        seed: 3,
        threads: threads)
      let job = TrainingJob(
        model: Model(graph, seed: 5), training: TestExamples.clouds(150, shape: shape),
        validation: TestExamples.clouds(40, shape: shape, seed: 2), options: options)
      weights.append(Array(try job.finish().model.parameters.values))
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

  @Test func numbersOutsideTheirRangesAreRefused() throws {
    let shape = try Shape([1, 3, 4])
    for good in [
      Augmentation.none, Augmentation(shift: 2), Augmentation(flip: true),
      Augmentation(crop: 0.01), Augmentation(rotate: 180), Augmentation(zoom: 0.99),
      Augmentation(shear: 89),
    ] {
      try good.requireFit(shape)
    }
    for bad in [
      Augmentation(crop: 0), Augmentation(crop: 1.01), Augmentation(crop: .nan),
      Augmentation(rotate: -1), Augmentation(rotate: 181), Augmentation(rotate: .nan),
      Augmentation(zoom: 1), Augmentation(zoom: -0.1), Augmentation(zoom: .nan),
      Augmentation(shear: 90), Augmentation(shear: -1), Augmentation(shear: .nan),
      Augmentation(shift: .max), Augmentation(shift: .min), Augmentation(shift: 3, flip: true),
    ] {
      #expect(throws: TrainingError.self) { try bad.requireFit(shape) }
    }
    try Augmentation.none.requireFit(.vector(12))
    for augmentation in [Augmentation(flip: true), Augmentation(crop: 0.5)] {
      #expect(throws: TrainingError.self) { try augmentation.requireFit(.vector(12)) }
    }
  }
}
