import Datasets
import Tensors
import Training

/// Part of a data set as something to learn from or to be measured on.
public struct SplitExamples: ExampleSource {
  private let split: Split
  /// Number of classes of the data set.
  public let classes: Int

  /// The examples of a split.
  public init(_ split: Split, classes: Int) {
    self.split = split
    self.classes = classes
  }

  /// Number of examples.
  public var count: Int { split.count }

  /// Extents of one example, [channels, height, width].
  public var exampleShape: Shape { split.example }

  /// Copies examples out, pixels as numbers between 0 and 1.
  public func copy(
    _ indices: UnsafeBufferPointer<Int32>, values: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    guard let base = values.baseAddress else { return }
    split.gather(indices, into: base)
    split.labels.withUnsafeBufferPointer { all in
      for (row, index) in indices.enumerated() { labels[row] = all[Int(index)] }
    }
  }
}
