import COneDNN
import Tensors

/// Memory of an executor: floats, zero at first, aligned to a cache line.
package final class ActivationMemory {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    self.count = count
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64)
    base = raw.bindMemory(to: Float.self, capacity: max(1, count))
    base.initialize(repeating: 0, count: count)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}

/// A node's results for some rows and, in training, the gradient with respect to them.
package final class Activation {
  /// Extents for one example.
  package let shape: Shape
  /// Number of examples.
  let rows: Int
  /// Of the values and of the gradient, [rows, shape].
  let layout: OneDNNLayout
  /// Whether the layout is row-major.
  let isPlain: Bool
  let valueMemory: ActivationMemory
  /// Nil where nothing before it learns.
  let gradientMemory: ActivationMemory?
  /// Whether a reader must add to the gradient instead of writing it: a later reader wrote it.
  let accumulates: Bool
  private let context: OneDNNContext
  private var valueHandle: OneDNNMemory?
  private var gradientHandle: OneDNNMemory?

  init(
    shape: Shape, rows: Int, layout: OneDNNLayout, values: ActivationMemory,
    gradient: ActivationMemory?, accumulates: Bool = false, in context: OneDNNContext
  ) throws(TrainingError) {
    self.shape = shape
    self.rows = rows
    self.layout = layout
    isPlain = layout.isSame(as: try .plain([rows] + shape.dimensions))
    valueMemory = values
    gradientMemory = gradient
    self.accumulates = accumulates
    self.context = context
  }

  /// Floats in memory, padding included.
  var count: Int { layout.count }

  var values: UnsafeMutablePointer<Float> { valueMemory.base }
  var gradient: UnsafeMutablePointer<Float>? { gradientMemory?.base }

  /// The values as an argument of a primitive.
  func memory() throws(TrainingError) -> OneDNNMemory {
    if let valueHandle { return valueHandle }
    let handle = try OneDNNMemory(values, layout, in: context)
    valueHandle = handle
    return handle
  }

  /// The gradient as an argument of a primitive; nil where none is wanted.
  func gradientMemoryHandle() throws(TrainingError) -> OneDNNMemory? {
    if let gradientHandle { return gradientHandle }
    guard let gradient else { return nil }
    let handle = try OneDNNMemory(gradient, layout, in: context)
    gradientHandle = handle
    return handle
  }

  /// The same values with another gradient.
  func reading(
    gradient: ActivationMemory?, accumulates: Bool
  ) throws(TrainingError) -> Activation {
    try Activation(
      shape: shape, rows: rows, layout: layout, values: valueMemory, gradient: gradient,
      accumulates: accumulates, in: context)
  }

  /// The same memory with other extents for an example; only for a plain layout.
  func viewed(as shape: Shape) throws(TrainingError) -> Activation {
    try Activation(
      shape: shape, rows: rows, layout: try .plain([rows] + shape.dimensions),
      values: valueMemory, gradient: gradientMemory, accumulates: accumulates, in: context)
  }
}
