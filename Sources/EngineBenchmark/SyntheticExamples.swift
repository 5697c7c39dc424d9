import DeepCompression

/// Random images with random labels, in memory: what a measurement of speed learns from.
///
/// Holds few images and repeats them, so that a measurement may ask for any number.
struct SyntheticExamples: ExampleSource {
  let count: Int
  let exampleShape: Shape
  let classes: Int

  /// The images that are repeated, [images, …].
  private let values: Tensor
  private let labels: [Int32]

  /// Draws images with pixels in 0 ..< 1.
  /// - Parameters:
  ///   - graph: the network that they are for.
  ///   - images: number of different ones, at least 1; also the number of examples.
  /// - Throws: `ShapeError` if they cannot be held.
  init(for graph: Graph, images: Int) throws(ShapeError) {
    var random = RandomSource(seed: 1)
    exampleShape = graph.inputShape
    classes = graph.outputShape.count
    let drawn = (0..<images).map { [classes] _ in Int32(random.below(classes)) }
    labels = drawn
    values = Tensor(shape: try graph.inputShape.batched(images)) { pixels in
      for index in pixels.indices { pixels[index] = random.uniform() }
    }
    count = images
  }

  private init(repeating examples: SyntheticExamples, count: Int) {
    self.count = count
    exampleShape = examples.exampleShape
    classes = examples.classes
    values = examples.values
    labels = examples.labels
  }

  /// As many examples of the same images, repeated or left out.
  func repeated(to count: Int) -> SyntheticExamples {
    SyntheticExamples(repeating: self, count: count)
  }

  func copy(
    _ indices: UnsafeBufferPointer<Int32>, values: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    let size = exampleShape.count
    self.values.withUnsafeBufferPointer { pixels in
      for (row, index) in indices.enumerated() {
        let image = Int(index) % self.labels.count
        let source = UnsafeBufferPointer(rebasing: pixels[image * size..<(image + 1) * size])
        _ = UnsafeMutableBufferPointer(rebasing: values[row * size..<(row + 1) * size])
          .update(from: source)
        labels[row] = self.labels[image]
      }
    }
  }
}
