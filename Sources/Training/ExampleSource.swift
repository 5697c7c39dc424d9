import Tensors

/// Examples that a network learns from or is measured on.
public protocol ExampleSource: Sendable {
  /// Number of examples.
  var count: Int { get }
  /// Extents of one example.
  var exampleShape: Shape { get }
  /// Number of classes; labels are 0 ..< classes.
  var classes: Int { get }

  /// Copies examples out.
  ///
  /// Called from several threads at once.
  /// - Parameters:
  ///   - indices: positions, each in 0 ..< count.
  ///   - values: room for `indices.count` examples.
  ///   - labels: room for `indices.count` labels.
  func copy(
    _ indices: UnsafeBufferPointer<Int32>, values: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>)
}
