import COneDNN
import Networks

extension Concat: OneDNNLowerable {
  package static var accumulatesGradients: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredConcat(axis: axis + 1, site)
  }
}

/// Inputs copied to their parts of the result, in the layout of one of them if it has such parts.
private final class LoweredConcat: LoweredOperation {
  let output: Activation
  private var copies: [OneDNNPrimitive] = []
  private var gradients: [OneDNNPrimitive] = []

  init(axis: Int, _ site: LoweringSite) throws(TrainingError) {
    let (layout, parts) = try LoweredConcat.layout(axis: axis, site)
    output = try site.makeOutput(layout)
    for (input, part) in zip(site.inputs, parts) {
      let y = try OneDNNMemory(output.values, part, in: site.context)
      copies.append(try .reorder(from: try input.memory(), to: y, in: site.context))
      guard let dx = try input.gradientMemoryHandle(), let gradient = output.gradient else {
        continue
      }
      let dy = try OneDNNMemory(gradient, part, in: site.context)
      gradients.append(
        try .reorder(from: dy, to: dx, adding: input.accumulates, in: site.context))
    }
  }

  /// The result's layout with the parts for the inputs.
  private static func layout(
    axis: Int, _ site: LoweringSite
  ) throws(TrainingError) -> (OneDNNLayout, [OneDNNLayout]) {
    var candidates: [OneDNNLayout] = []
    for input in site.inputs where !input.isPlain {
      let candidate = try input.layout.like(site.outputExtents)
      if !candidates.contains(where: { $0.isSame(as: candidate) }) { candidates.append(candidate) }
    }
    candidates.append(try .plain(site.outputExtents))
    for candidate in candidates {
      var parts: [OneDNNLayout] = []
      var offsets = [Int](repeating: 0, count: candidate.extents.count)
      for input in site.inputs {
        let extents = input.layout.extents
        guard offsets.indices.contains(axis), extents.count == offsets.count,
          let part = candidate.part(extents: extents, offsets: offsets)
        else { break }
        parts.append(part)
        offsets[axis] += extents[axis]
      }
      if parts.count == site.inputs.count { return (candidate, parts) }
    }
    throw .invalid("\(site.node.name): the inputs do not fit beside each other")
  }

  func forward() throws(TrainingError) {
    for copy in copies { try copy.execute() }
  }

  func backward() throws(TrainingError) {
    for gradient in gradients { try gradient.execute() }
  }
}
