import CKernels
import COneDNN
import Networks

extension Multiply: OneDNNLowerable {
  package static var accumulatesGradients: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    guard site.inputs.count == 2 else { throw .invalid("\(site.node.name): inputs are missing") }
    return site.inputs[0].shape == site.inputs[1].shape
      ? try LoweredProduct(site) : try LoweredRepeatedProduct(site)
  }
}

/// The product of two inputs of one shape, in the layout of one of them.
private final class LoweredProduct: LoweredOperation {
  let output: Activation
  private let a: Activation
  private let b: Activation

  init(_ site: LoweringSite) throws(TrainingError) {
    let layout = (site.inputs.first { !$0.isPlain } ?? site.inputs[0]).layout
    a = try site.input(0, as: layout)
    b = try site.input(1, as: layout)
    output = try site.makeOutput(layout)
  }

  func forward() { dcsh_multiply(output.values, a.values, b.values, output.count) }

  func backward() {
    guard let dy = output.gradient else { return }
    // In this order: the same input twice adds its second gradient to its first.
    pass(dy, times: b, to: a)
    pass(dy, times: a, to: b)
  }

  private func pass(_ dy: UnsafePointer<Float>, times other: Activation, to input: Activation) {
    guard let dx = input.gradient else { return }
    if input.accumulates {
      dcsh_multiply_add(dx, dy, other.values, output.count)
    } else {
      dcsh_multiply(dx, dy, other.values, output.count)
    }
  }
}

/// The product with an input that is repeated, as an attention for each channel is.
///
/// Works on memory: row-major, or with blocks of channels where both have the same channels, of
/// which those that only fill up a block are 0 in both.
private final class LoweredRepeatedProduct: LoweredOperation {
  let output: Activation
  private let a: Activation
  private let b: Activation
  /// How `a` meets `b`, see `products.h`.
  private var extents: [Int] = []
  private var strides: [Int] = []
  /// `dy b`, where it is added to a gradient.
  private let room: ActivationMemory?

  init(_ site: LoweringSite) throws(TrainingError) {
    let whole = site.inputs[0]
    let factor = site.inputs[1].layout.extents
    var axes = whole.layout.extents
    var repeated = factor
    if let block = whole.layout.channelBlock, axes[1] == factor[1] {
      a = whole
      b = try site.input(1, as: try whole.layout.like(factor))
      let blocks = (axes[1] + block - 1) / block
      axes = [axes[0], blocks, axes[2], axes[3], block]
      repeated = [factor[0], blocks, factor[2], factor[3], block]
    } else {
      a = try site.plain(0)
      b = try site.plain(1)
    }
    output = try site.makeOutput(a.layout)
    room =
      a.gradientMemory != nil && a.accumulates ? ActivationMemory(count: output.count) : nil
    guard axes.count == repeated.count else {
      throw .invalid("\(site.node.name): the inputs do not fit")
    }
    join(axes, repeated)
  }

  /// Joins axes that are repeated together, or not.
  private func join(_ axes: [Int], _ factor: [Int]) {
    let distances = OneDNNLayout.plainStrides(factor)
    for axis in axes.indices where axes[axis] > 1 {
      let stride = factor[axis] == 1 ? 0 : distances[axis]
      if let last = strides.last, last == stride * axes[axis] {
        extents[extents.count - 1] *= axes[axis]
        strides[strides.count - 1] = stride
      } else {
        extents.append(axes[axis])
        strides.append(stride)
      }
    }
    if extents.isEmpty { (extents, strides) = ([1], [1]) }
  }

  func forward() { multiply(into: output.values, a.values) }

  func backward() {
    guard let dy = output.gradient else { return }
    if let da = a.gradient {
      if let room {
        multiply(into: room.base, dy)
        dcsh_add(room.base, da, output.count)
      } else {
        multiply(into: da, dy)
      }
    }
    if let db = b.gradient {
      if !b.accumulates { db.update(repeating: 0, count: b.count) }
      dcsh_sum_repeated(db, dy, a.values, extents, strides, Int32(extents.count))
    }
  }

  private func multiply(into y: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>) {
    dcsh_multiply_repeated(y, x, b.values, extents, strides, Int32(extents.count))
  }
}
