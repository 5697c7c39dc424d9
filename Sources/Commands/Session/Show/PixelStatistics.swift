import DeepCompression

/// Mean and standard deviation of all pixels of some images.
struct PixelStatistics: Equatable {
  let mean: Double
  let deviation: Double

  private static let chunk = 256

  /// - Returns: nil if there is no image.
  init?(_ split: Split) {
    guard split.count > 0 else { return nil }
    let size = split.example.count
    var (sum, squares) = (0.0, 0.0)
    withUnsafeTemporaryAllocation(
      of: Float.self, capacity: min(Self.chunk, split.count) * size
    ) { pixels in
      guard let base = pixels.baseAddress else { return }
      for start in stride(from: 0, to: split.count, by: Self.chunk) {
        let range = start..<min(split.count, start + Self.chunk)
        split.gather(range, into: base)
        let count = range.count * size
        squares += UnsafeBufferPointer(start: base, count: count).sumOfSquares
        var index = 0
        while index < count {
          // So few numbers of single precision lose no digit that is shown.
          let end = min(count, index &+ 256)
          var part: Float = 0
          while index < end {
            part += base[index]
            index &+= 1
          }
          sum += Double(part)
        }
      }
    }
    let count = Double(split.count) * Double(size)
    mean = sum / count
    deviation = max(0, squares / count - mean * mean).squareRoot()
  }
}
