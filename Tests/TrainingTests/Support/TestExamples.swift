import Tensors
import Training

/// Examples in arrays.
struct TestExamples: ExampleSource {
  var values: [Float]
  var labels: [Int32]
  var exampleShape: Shape
  var classes: Int

  var count: Int { labels.count }

  func copy(
    _ indices: UnsafeBufferPointer<Int32>, values target: UnsafeMutableBufferPointer<Float>,
    labels targetLabels: UnsafeMutableBufferPointer<Int32>
  ) {
    let size = exampleShape.count
    for (place, index) in indices.enumerated() {
      for element in 0..<size {
        target[place * size + element] = values[Int(index) * size + element]
      }
      targetLabels[place] = labels[Int(index)]
    }
  }

  /// Noisy points around one center for each class: a small network learns them in a few epochs.
  static func clouds(
    _ count: Int, shape: Shape = .vector(12), classes: Int = 4, noise: Float = 1, seed: UInt64 = 1
  ) -> TestExamples {
    // The centers are the same for every seed: training and validation examples belong together.
    var fixed = RandomSource(seed: 99)
    let centers = (0..<classes * shape.count).map { _ in 2 * fixed.uniform() - 1 }
    var random = RandomSource(seed: seed)
    var examples = TestExamples(values: [], labels: [], exampleShape: shape, classes: classes)
    for _ in 0..<count {
      let label = random.below(classes)
      examples.labels.append(Int32(label))
      for element in 0..<shape.count {
        let center = centers[label * shape.count + element]
        examples.values.append(center + noise * (2 * random.uniform() - 1))
      }
    }
    return examples
  }

  /// Noise of the extents of images, with labels in turn.
  static func images(_ count: Int, shape: Shape, classes: Int, seed: UInt64 = 1) -> TestExamples {
    var random = RandomSource(seed: seed)
    return TestExamples(
      values: (0..<count * shape.count).map { _ in random.uniform() },
      labels: (0..<count).map { Int32($0 * 7 % classes) }, exampleShape: shape, classes: classes)
  }
}
