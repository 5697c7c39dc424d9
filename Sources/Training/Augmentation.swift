import Tensors

/// How training examples are varied, anew in each epoch.
///
/// What happens to an example depends on the seed, the epoch and the example alone, so it is the same
/// on any number of threads.
public struct Augmentation: Hashable, Sendable {
  /// Pixels by which an image is moved at most, in both directions; what comes in is 0.
  public var shift: Int

  /// No variation.
  public static let none = Augmentation(shift: 0)

  /// Random shifts of up to `shift` pixels.
  public init(shift: Int) { self.shift = shift }

  /// Whether examples stay as they are.
  var isNone: Bool { shift == 0 }

  /// Refuses what cannot be done to such examples.
  /// - Throws: `TrainingError.invalid` if they are no images, or would be moved out of themselves.
  func requireFit(_ example: Shape) throws(TrainingError) {
    guard !isNone else { return }
    guard example.rank == 3, shift > 0, shift < example.dimensions[1], shift < example.dimensions[2]
    else {
      throw .invalid("examples of \(example) cannot be shifted by \(shift) pixels")
    }
  }

  /// Varies the examples of a shard in place.
  /// - Parameters:
  ///   - values: the examples, [count, channels, height, width].
  ///   - indices: which examples they are.
  ///   - shape: extents of one example.
  ///   - seed: a number for the training and the epoch.
  package func apply(
    to values: UnsafeMutableBufferPointer<Float>, indices: UnsafeBufferPointer<Int32>,
    shape: Shape, seed: UInt64
  ) {
    guard !isNone, shape.rank == 3, let base = values.baseAddress else { return }
    let (channels, height, width) = (shape.dimensions[0], shape.dimensions[1], shape.dimensions[2])
    withUnsafeTemporaryAllocation(of: Float.self, capacity: shape.count) { copy in
      guard let old = copy.baseAddress else { return }
      for (row, index) in indices.enumerated() {
        var random = RandomSource(seed: seed ^ UInt64(UInt32(bitPattern: index)))
        let down = random.below(2 * shift + 1) - shift
        let right = random.below(2 * shift + 1) - shift
        let image = base + row * shape.count
        old.update(from: image, count: shape.count)
        image.update(repeating: 0, count: shape.count)
        let kept = width - abs(right)
        for channel in 0..<channels {
          for y in max(0, down)..<min(height, height + down) {
            let to = (channel * height + y) * width + max(0, right)
            let from = (channel * height + y - down) * width + max(0, -right)
            (image + to).update(from: old + from, count: kept)
          }
        }
      }
    }
  }
}
