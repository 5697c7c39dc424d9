import COneDNN
import Networks

extension Transpose: OneDNNLowerable {
  package static var accumulatesGradients: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredTranspose(axes: [0] + permutation.map { $0 + 1 }, site)
  }
}

/// A copy from any layout to a row-major result, whose memory is looked at in the input's order.
private final class LoweredTranspose: LoweredOperation {
  let output: Activation
  private let copy: OneDNNPrimitive
  private let back: OneDNNPrimitive?

  /// - Parameter axes: for each axis of the result, the axis of the input that it is; rows included.
  init(axes: [Int], _ site: LoweringSite) throws(TrainingError) {
    let input = try site.single()
    output = try site.makeOutput()
    let extents = input.layout.extents
    guard axes.count == extents.count else {
      throw .invalid("\(site.node.name): the input has other axes")
    }
    var strides = [Int](repeating: 1, count: extents.count)
    for (axis, stride) in zip(axes, OneDNNLayout.plainStrides(site.outputExtents)) {
      strides[axis] = stride
    }
    let turned = try OneDNNLayout.strided(extents, strides: strides)
    let y = try OneDNNMemory(output.values, turned, in: site.context)
    copy = try .reorder(from: try input.memory(), to: y, in: site.context)
    guard let gradient = output.gradient, let dx = try input.gradientMemoryHandle() else {
      back = nil
      return
    }
    let dy = try OneDNNMemory(gradient, turned, in: site.context)
    back = try .reorder(from: dy, to: dx, adding: input.accumulates, in: site.context)
  }

  func forward() throws(TrainingError) { try copy.execute() }
  func backward() throws(TrainingError) { try back?.execute() }
}
