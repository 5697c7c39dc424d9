import COneDNN
import Networks

extension Pad: OneDNNLowerable {
  package static var accumulatesGradients: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredPad(offsets: [0] + before, site)
  }
}

/// The input copied into a box of zeros; the layout stays where a box of it begins and ends with
/// its blocks.
private final class LoweredPad: LoweredOperation {
  let output: Activation
  private let copy: OneDNNPrimitive
  private let back: OneDNNPrimitive?

  init(offsets: [Int], _ site: LoweringSite) throws(TrainingError) {
    let input = try site.single()
    let extents = input.layout.extents
    guard extents.count == offsets.count else {
      throw .invalid("\(site.node.name): pads other axes than the input has")
    }
    // A row-major result takes the input in any layout.
    let plain = try OneDNNLayout.plain(site.outputExtents)
    let alike = try input.layout.like(site.outputExtents)
    let alikePart = alike.part(extents: extents, offsets: offsets)
    guard let part = alikePart ?? plain.part(extents: extents, offsets: offsets) else {
      throw .invalid("\(site.node.name): the input does not fit")
    }
    output = try site.makeOutput(alikePart == nil ? plain : alike)
    let y = try OneDNNMemory(output.values, part, in: site.context)
    copy = try .reorder(from: try input.memory(), to: y, in: site.context)
    guard let gradient = output.gradient, let dx = try input.gradientMemoryHandle() else {
      back = nil
      return
    }
    let dy = try OneDNNMemory(gradient, part, in: site.context)
    back = try .reorder(from: dy, to: dx, adding: input.accumulates, in: site.context)
  }

  func forward() throws(TrainingError) {
    // Each time: a later operation may have worked in place.
    output.values.update(repeating: 0, count: output.count)
    try copy.execute()
  }

  func backward() throws(TrainingError) { try back?.execute() }
}
