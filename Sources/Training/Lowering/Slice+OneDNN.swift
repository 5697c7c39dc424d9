import COneDNN
import Networks

extension Slice: OneDNNLowerable {
  package static var accumulatesGradients: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    let input = try site.single()
    var offsets = [Int](repeating: 0, count: input.layout.extents.count)
    guard offsets.indices.contains(axis + 1) else {
      throw .invalid("\(site.node.name): the input has no axis \(axis)")
    }
    offsets[axis + 1] = start
    return try LoweredSlice(offsets: offsets, site)
  }
}

/// A box of the input, copied; the layout stays where a box of it begins and ends with its blocks.
private final class LoweredSlice: LoweredOperation {
  let output: Activation
  private let input: Activation
  private let copy: OneDNNPrimitive
  private let back: OneDNNPrimitive?

  init(offsets: [Int], _ site: LoweringSite) throws(TrainingError) {
    let extents = site.outputExtents
    var input = try site.single()
    var part = input.layout.part(extents: extents, offsets: offsets)
    if part == nil {
      input = try site.plain()
      part = input.layout.part(extents: extents, offsets: offsets)
    }
    guard let part else { throw .invalid("\(site.node.name): the input has no such part") }
    self.input = input
    output = try site.makeOutput(try input.layout.like(extents))
    let x = try OneDNNMemory(input.values, part, in: site.context)
    copy = try .reorder(from: x, to: try output.memory(), in: site.context)
    guard let gradient = input.gradient, let dy = try output.gradientMemoryHandle() else {
      back = nil
      return
    }
    let dx = try OneDNNMemory(gradient, part, in: site.context)
    back = try .reorder(from: dy, to: dx, adding: input.accumulates, in: site.context)
  }

  func forward() throws(TrainingError) { try copy.execute() }

  func backward() throws(TrainingError) {
    guard let dx = input.gradient, let back else { return }
    if !input.accumulates { dx.update(repeating: 0, count: input.count) }
    try back.execute()
  }
}
